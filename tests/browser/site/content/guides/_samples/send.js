npm install postbox
npm install other
npm install postbox
npm install other
npm install postbox
npm install other
