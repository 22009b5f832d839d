// A Chromium for the window of the VS Code server.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { node } from './nodes.mjs';
import { npmInstall, provisionOnce, root, run } from './provision.mjs';

const version = '153.0.0';

/** The fonts of the system, and that of the package for a system without any. */
const allFonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts/fonts</dir>
</fontconfig>
`;

/**
 * The browser of this machine (CHROME_PATH first), else one installed into `.cache/`.
 *
 * @returns {Promise<{ executablePath: string, env: Record<string, string> }>} what playwright's launch takes;
 * rejects when there is no browser and none can be installed
 */
export async function browser() {
  const named = process.env.CHROME_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROME_PATH names '${named}', which does not exist.`);
  const executablePath = [named, ...usualPaths()].find((path) => path && existsSync(path));
  return executablePath ? { executablePath, env: { ...process.env } } : installed();
}

function usualPaths() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  }
  if (process.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
      ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((file) =>
        join(process.env[name] ?? '', file),
      ),
    );
  }
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
    (file) => `/usr/bin/${file}`,
  );
}

async function installed() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No Chromium found, and npm has none for this platform. Install Chrome, Chromium or Edge, or name one in CHROME_PATH.',
    );
  }
  const target = join(root, '.cache', `chromium-${version}`);
  await provisionOnce(target, `Chromium ${version}`, async (staging) => {
    const node24 = await node(24);
    await npmInstall(staging, [`@sparticuz/chromium@${version}`], node24);
    // The package unpacks into TMPDIR. The variable of AWS makes it unpack its own copies of libnss3 and others too.
    const entry = pathToFileURL(join(staging, 'node_modules/@sparticuz/chromium/build/index.js')).href;
    await run(node24, ['-e', `import('${entry}').then((m) => m.default.executablePath())`], {
      env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    await writeFile(join(staging, 'allFonts.conf'), allFonts);
    await environment(staging); // rejects when it does not start
  });
  return { executablePath: join(target, 'chromium'), env: await environment(target) };
}

/** The environment in which that Chromium starts: with the system's libraries where it has them, else the package's. */
async function environment(folder) {
  const plain = { ...process.env, FONTCONFIG_FILE: join(folder, 'allFonts.conf') };
  const bundled = { ...plain, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  const starts = (env) => run(join(folder, 'chromium'), ['--version'], { env });
  return starts(plain).then(
    () => plain,
    () => starts(bundled).then(() => bundled),
  );
}
