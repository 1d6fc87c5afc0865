// region open
open();
