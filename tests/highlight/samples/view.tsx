import React, { useState } from 'react';
type Props = { title: string; items?: Item[]; onPick: (id: string) => void };
export const List: React.FC<Props> = ({ title, items = [], ...rest }) => {
  const [open, setOpen] = useState<boolean>(false);
  if (!open) return null; // comment
  return (
    <section className="list" data-open={open} {...rest} style={{ color: 'red' }}>
      {/* a comment */}
      <h1>{title.toUpperCase()} &amp; more text's here</h1>
      {items.length > 0 ? items.map((it) => <Row key={it.id} {...it} onClick={() => onPick(it.id)} />) : <Empty />}
      <>
        <Foo.Bar<string> render={(x) => <b>{`a ${x}`}</b>} disabled />
      </>
    </section>
  );
};
export default function App(): JSX.Element { return <List title="a" items={[{ id: '1' }]} onPick={console.log} />; }
