Postbox.send();
