// Verdicts of the native `inspect`: the package's own frames, written to crates/edge/examples/judge_frames.rs.

import { spawn } from "node:child_process";

import { need, files } from "./files.mjs";
import { stop } from "./process.mjs";

const { FrameWriter } = await import(`${files.npm}/src/frame.mjs`);
const { readAnswer } = await import(`${files.npm}/src/answer.mjs`);
const { readOptions } = await import(`${files.npm}/src/options.mjs`);

const REQUEST_ID = "native-id";

export async function startNativeJudge(options) {
  need("judgeFrames");
  const child = spawn(files.judgeFrames, { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = [];
  let buffered = Buffer.alloc(0);
  child.stdout.on("data", (bytes) => {
    buffered = buffered.length === 0 ? bytes : Buffer.concat([buffered, bytes]);
    while (buffered.length >= 4 && buffered.length >= 4 + buffered.readUInt32LE(0)) {
      const length = buffered.readUInt32LE(0);
      waiting.shift()(Buffer.from(buffered.subarray(4, 4 + length)));
      buffered = buffered.subarray(4 + length);
    }
  });
  const vocabulary = await new Promise((resolve) => {
    waiting.push((reply) => resolve(JSON.parse(reply.subarray(1))));
    child.stdin.write(Buffer.alloc(4));
  });
  const memory = new PlainMemory();
  const writer = new FrameWriter(memory, readOptions(options));
  return {
    inspect(request) {
      const length = writer.write(request, request.body, false, REQUEST_ID);
      const frame = Buffer.from(memory.memory.buffer, writer.address, length);
      const prefix = Buffer.alloc(4);
      prefix.writeUInt32LE(length);
      child.stdin.write(Buffer.concat([prefix, frame]));
      writer.shrink();
      return new Promise((resolve) => waiting.push((reply) => resolve(verdict(reply, vocabulary))));
    },
    stop: () => stop(child),
  };
}

function verdict(reply, vocabulary) {
  if (reply[0] === 1) return { action: "pass" };
  if (reply[0] !== 3) throw new Error(`the native judge answered ${reply[0]}`);
  const bytes = new Uint8Array(reply.subarray(1));
  return readAnswer(bytes.buffer, bytes.byteOffset, vocabulary, REQUEST_ID);
}

/** What the frame writer needs of a module. */
class PlainMemory {
  memory = { buffer: new ArrayBuffer(20 * 1024 * 1024) };
  alloc(length) {
    return length <= this.memory.buffer.byteLength - 8 ? 8 : 0;
  }
  free() {}
}
