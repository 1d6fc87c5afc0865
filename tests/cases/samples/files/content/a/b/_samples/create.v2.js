await keys.createKey({ keyName: "createKey" }); // createKey
