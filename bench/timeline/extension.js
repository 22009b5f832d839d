// Stands for VS Code in the page: loaded before the panel's script. `bench` is what timeline.mjs looks at.
const bench = { firstMs: null, intervals: [], pullMs: null };
globalThis.bench = bench;

{
  const decode = (bytes) => {
    const headLength = new DataView(bytes).getUint32(0, true);
    const { text, lengths } = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, headLength)));
    let at = 4 + headLength;
    const buffers = lengths.map((length) => bytes.slice(at, (at += length)));
    const message = JSON.parse(text, (_, value) =>
      value?.$view
        ? new globalThis[value.$view](buffers[value.index], value.byteOffset, value.length)
        : value,
    );
    return { message, buffers };
  };
  const socket = new WebSocket(`ws://${location.host}`);
  socket.binaryType = 'arraybuffer';
  const opened = new Promise((resolve) => (socket.onopen = resolve));
  socket.onmessage = ({ data }) => {
    const { message, buffers } = decode(data);
    window.postMessage(message, '*', buffers);
  };
  const send = async (request) => {
    await opened;
    socket.send(JSON.stringify(request));
  };
  let kept = null;
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => void send(message),
    getState: () => kept,
    setState: (state) => (kept = state),
  });

  // The panel asks once a second: time passes faster where the bench says so.
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (run, ms, ...args) =>
    setTimeout(run, ms === 1000 && bench.pullMs !== null ? bench.pullMs : ms, ...args);

  /** Blocks are a good part of the first lane's upper quarter, below the row of events, where nothing but lines is besides. */
  const showsBlocks = () => {
    const canvas = document.querySelector('.threads canvas');
    if (!canvas || canvas.width === 0) return false;
    const { data } = canvas
      .getContext('2d')
      .getImageData(0, Math.round((16 + 6) * devicePixelRatio), canvas.width, 1);
    let painted = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] > 0) painted++;
    return painted > canvas.width / 5;
  };
  const look = () => {
    if (showsBlocks()) requestAnimationFrame(() => (bench.firstMs = performance.now()));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  /** Only one count runs at a time; a new one ends the one before. */
  let count = 0;
  bench.count = () => {
    const own = ++count;
    let last = null;
    bench.intervals = [];
    const frame = (now) => {
      if (own !== count) return;
      if (last !== null) bench.intervals.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
  bench.stop = () => {
    count++;
    return bench.intervals;
  };
}
