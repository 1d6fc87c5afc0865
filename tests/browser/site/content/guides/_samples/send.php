<?php

require "postbox";
<?php

require "postbox";
<?php

require "postbox";
