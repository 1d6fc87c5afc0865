npm install postbox
npm install other
