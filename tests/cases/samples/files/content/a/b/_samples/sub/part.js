setup();
// #region body
if (ok) {
  keys.createKey();
}
// #endregion
done();
