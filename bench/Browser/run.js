// Serves the page on this machine, opens it in Chromium without a window and prints its report.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import puppeteer from "puppeteer-core";

const [folder, browser, threads = "1"] = process.argv.slice(2);
const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const isolation = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

const server = http.createServer((request, response) => {
  const name = new URL(request.url, "http://localhost").pathname;
  const file = path.join(folder, name === "/" ? "index.html" : name);
  if (!fs.existsSync(file)) {
    response.writeHead(404).end();
    return;
  }

  response.writeHead(200, { "Content-Type": types[path.extname(file)] ?? "application/octet-stream", ...isolation });
  fs.createReadStream(file).pipe(response);
});
await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
const chromium = await puppeteer.launch({ executablePath: browser, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
const page = await chromium.newPage();
page.on("pageerror", error => console.error(error.message));
await page.goto(`http://127.0.0.1:${server.address().port}/?threads=${threads}`);
await page.waitForFunction(() => document.documentElement.dataset.state, { timeout: 600_000 });
console.log(await page.$eval("#report", report => report.textContent));
const state = await page.evaluate(() => document.documentElement.dataset.state);
await chromium.close();
process.exit(state === "done" ? 0 : 1);
