import React from 'react';
export const App = ({ a, b = 1 }) => (
  <div className="x" {...b} onClick={() => f(a)}>
    {/* c */} text's &amp; {a ? <B x="1" /> : `t ${b}`}
    <></>
  </div>
);
class Foo extends React.Component { state = { x: 1 }; render() { return <p>{this.state.x}</p>; } static async get(x) { await x; } }
Foo.prototype.bar = function (a, b) { return a / b; };
const o = { async f(x) {}, get y() { return 1 }, 'z': (a, (b)) => { }, w: async (q) => q };
styled(X)`color: red;`;
