// How soon an edit is on the wire: from the save of a file to the last byte of the new page.
//
//     node benches/preview.mjs [--kind prose|reference] [--sizes 1000,10000,50000] [--edits 60] [--rounds 2000]
//
// For each size: how long until the first page is answered, and then, over many edits, the median, the 95th hundredth
// and the longest time from the end of a save until the new page has been received, as a browser does it: told over the
// channel, then asked for. `--rounds` edits more show whether memory grows. folio must be built (`cargo build --release`).
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

const args = process.argv.slice(2);
const option = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const kind = option("--kind", "prose");
const sizes = option("--sizes", "1000,10000,50000").split(",").map(Number);
const edits = Number(option("--edits", "60"));
const rounds = Number(option("--rounds", "0"));
const here = resolve(import.meta.dirname, "..");
const folio = join(here, option("--binary", "target/release/folio"));
if (!existsSync(folio)) {
  console.error("preview: build folio first: cargo build --release");
  process.exit(1);
}

const now = () => performance.now();
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** The page at a path, and when its last byte was there. */
const fetched = (port, path) =>
  new Promise((done, failed) => {
    const request = get({ port, path, host: "localhost", agent, headers: { host: `localhost:${port}` } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => (text += piece));
      response.on("end", () => done({ status: response.statusCode, text, at: now() }));
    });
    request.on("error", failed);
  });

/** The channel: says which page is looked at, and hands on what is told. */
function channel(port, heard) {
  const socket = connect(port, "localhost");
  let bytes = Buffer.alloc(0);
  let open;
  const opened = new Promise((done) => (open = done));
  socket.on("data", (piece) => {
    bytes = Buffer.concat([bytes, piece]);
    if (open) {
      const end = bytes.indexOf("\r\n\r\n");
      if (end < 0) return;
      bytes = bytes.subarray(end + 4);
      open();
      open = undefined;
    }
    while (bytes.length >= 2) {
      let length = bytes[1] & 127;
      let start = 2;
      if (length === 126) (length = bytes.readUInt16BE(2)), (start = 4);
      if (length === 127) (length = Number(bytes.readBigUInt64BE(2))), (start = 10);
      if (bytes.length < start + length) return;
      heard(JSON.parse(bytes.subarray(start, start + length).toString()));
      bytes = bytes.subarray(start + length);
    }
  });
  socket.write(`GET /__folio/live HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`);
  const say = (text) => {
    const payload = Buffer.from(JSON.stringify(text));
    const head = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length]) : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 255]);
    socket.write(Buffer.concat([head, Buffer.alloc(4), payload]));
  };
  return { opened, say, close: () => socket.destroy() };
}

const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const memory = (id) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) / 1024;
const used = (id) => {
  const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
const ms = (value) => value.toFixed(1).padStart(7);
const summary = (name, times) => {
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
  console.log(`  ${name.padEnd(44)} ${ms(at(0.5))} ${ms(at(0.95))} ${ms(times.at(-1))}`);
};

for (const size of sizes) {
  const root = join(tmpdir(), `folio-preview-${kind}-${size}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  execFileSync("node", [join(here, "benches/corpus.mjs"), kind, "--pages", String(size), "--out", root]);
  const begun = now();
  const server = spawn(folio, ["serve", "--root", root, "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const port = await new Promise((done) =>
    server.stderr.on("data", (data) => {
      said += data;
      const found = /http:\/\/[^:]+:(\d+)/.exec(said);
      if (found) done(Number(found[1]));
    }),
  );
  const first = await fetched(port, "/");
  console.log(`\n${size} pages of ${kind}: the first answer after ${(first.at - begun).toFixed(0)} ms, ${memory(server.pid).toFixed(0)} MB`);

  let told;
  const live = channel(port, (text) => text.version && told?.(text.version));
  await live.opened;
  const sources = files(join(root, "content")).filter((file) => /\.mdx?$/.test(file) && !/\/(index|_[^/]*)\.mdx?$/.test(file));
  const address = (file) => `/${relative(join(root, "content"), file).replace(/\.mdx?$/, "")}/`;
  let made = 0;
  /** Saves a file and waits until the page that is looked at has what was written. */
  async function edit(file, path, change, shows) {
    const mark = `mark${(made += 1)}x`;
    const news = new Promise((done) => (told = done));
    writeFileSync(file, change(readFileSync(file, "utf8"), mark));
    const saved = now();
    let answer;
    do {
      await Promise.race([news, pause(5000)]);
      answer = await fetched(port, path);
    } while (!answer.text.includes(shows ?? mark));
    return answer.at - saved;
  }
  const look = async (path) => {
    const { text } = await fetched(port, path);
    live.say({ path, version: /data-version="([0-9a-f]+)"/.exec(text)?.[1] ?? "" });
    await pause(20);
  };
  const some = (at) => sources[(at * 7919) % sources.length];
  console.log(`  ${"from the save to the new page, in ms".padEnd(44)}  median     95%     max`);
  const times = async (name, change) => {
    const all = [];
    for (let at = 0; at < edits; at += 1) {
      const file = some(at);
      const { text } = await fetched(port, address(file));
      const path = /url=([^"]+)"/.exec(text)?.[1] ?? address(file);
      await look(path);
      all.push(await edit(file, path, change));
    }
    summary(name, all);
  };
  await times("words of a page", (text, mark) => `${text}\n\n${mark}\n`);
  await times("a heading of a page", (text, mark) => `${text}\n\n## ${mark}\n`);
  await times("the title of a page", (text, mark) => (/^title:/m.test(text) ? text.replace(/^title:.*$/m, `title: ${mark}`) : text.replace(/^#+ .*$/m, (line) => `${line} ${mark}`)));
  await times("a description in a page", (text, mark) => (/^ {4}\w+: /m.test(text) ? text.replace(/^( {4}\w+: ).*$/m, `$1${mark}`) : text.replace(/^description:.*$/m, `description: ${mark}`)));
  // One text that five hundred pages use, and one of them looked at.
  const shared = join(root, "content/_bench.mdx");
  const users = sources.slice(0, 500);
  writeFileSync(shared, "---\ndescriptions:\n  bench:\n    text: Some words.\n---\n");
  for (const file of users) {
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/^description:.*\n/m, "").replace(/^---\n/, "---\ndescription: (bench.text)\n"));
  }
  await pause(3000);
  const all = [];
  for (let at = 0; at < edits; at += 1) {
    const { text } = await fetched(port, address(users[at]));
    const path = /url=([^"]+)"/.exec(text)?.[1] ?? address(users[at]);
    await look(path);
    all.push(await edit(shared, path, (text, mark) => text.replace(/text: .*/, `text: ${mark}`)));
  }
  summary("a description that 500 pages use", all);

  if (rounds) {
    const before = memory(server.pid);
    const path = address(some(1));
    await look(path);
    for (let at = 0; at < rounds; at += 1) await edit(some(1), path, (text, mark) => `${text.split("\n\nmark")[0]}\n\n${mark}\n`);
    console.log(`  after ${rounds} edits more: ${before.toFixed(0)} MB before, ${memory(server.pid).toFixed(0)} MB now`);
  }
  // At rest: nothing is looked at any more, and nothing is changed.
  live.close();
  let busy;
  do {
    const before = used(server.pid);
    await pause(1000);
    busy = used(server.pid) - before;
  } while (busy > 500);
  const before = used(server.pid);
  await pause(2000);
  console.log(`  at rest: ${(used(server.pid) - before).toFixed(0)} ms of CPU in 2 s, ${memory(server.pid).toFixed(0)} MB`);
  agent.destroy();
  server.kill("SIGINT");
  await new Promise((done) => server.on("exit", done));
  rmSync(root, { recursive: true, force: true });
}
