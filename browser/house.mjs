// The program itself: started on an empty data folder of its own for one journey, and stopped after it.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const program = process.env.GONGJIAN_BINARY ?? join(root, "target/debug/gongjian");

/** How long the program may take to say where it listens. A first start writes the whole schema. */
const PATIENCE_MS = 60_000;

/** What the program prints at start: where it listens, and at first start where the administrators are named. */
const ADDRESS = /共建 Gongjian: (http:\S+)\//;
const SET_UP = /^(http:\S+)\/set-up\/(\S+)$/;

/** A running program with its data folder. */
export class House {
  constructor(child, data) {
    this.child = child;
    this.data = data;
    this.said = [];
  }

  /** Where it listens, as a browser on this machine writes it. */
  get address() {
    const line = this.said.find((line) => ADDRESS.test(line));
    return line.match(ADDRESS)[1];
  }

  /** The path on which the first administrators are named; none once there is an account. */
  get setUp() {
    const line = this.said.find((line) => SET_UP.test(line));
    return line && `/set-up/${line.match(SET_UP)[2]}`;
  }

  /** Runs a command of the program on the same data and returns what it printed. */
  async command(...args) {
    return run([...args, "--data", this.data]);
  }

  /** The operator gives an account, the password on standard input. `role` such as `"--role", "system"`. */
  async addAccount(name, password, ...role) {
    await run(["user", "add", name, ...role, "--password-stdin", "--data", this.data], { input: `${password}\n` });
  }

  /** Takes a file of fixtures/import in, the good rows of it: the samples have bad ones on purpose. */
  async bring(file, ...kind) {
    const args = ["import", ...kind, join(root, "fixtures/import", file), "--data", this.data];
    await run(args, { codes: [0, 1] });
  }

  /** Ends the program as an operator does, and removes the data. */
  async close() {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGTERM");
    await ended;
    await rm(this.data, { recursive: true, force: true });
  }
}

/** Starts the program; with `demo`, filled with the invented people. */
export async function openHouse({ demo = false } = {}) {
  const data = await mkdtemp(join(tmpdir(), "gongjian-journey-"));
  const args = ["serve", "--listen", "127.0.0.1:0", "--data", data, ...(demo ? ["--demo"] : [])];
  const child = spawn(program, args, { cwd: data, stdio: ["ignore", "pipe", "pipe"] });
  const house = new House(child, data);
  const errors = [];
  child.stderr.on("data", (text) => errors.push(text));
  createInterface({ input: child.stdout }).on("line", (line) => house.said.push(line));

  const until = Date.now() + PATIENCE_MS;
  while (!(await answers(house))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill("SIGKILL");
      throw new Error(`the program did not start: ${errors.join("")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return house;
}

async function answers(house) {
  if (!house.said.some((line) => ADDRESS.test(line))) return false;
  return fetch(`${house.address}/readyz`).then((answer) => answer.ok, () => false);
}

function run(args, { input = "", codes = [0] } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    child.stdin.end(input);
    let out = "";
    let err = "";
    child.stdout.on("data", (text) => (out += text));
    child.stderr.on("data", (text) => (err += text));
    child.on("exit", (code) => (codes.includes(code) ? resolve(out) : reject(new Error(err))));
  });
}
