import { resize, screenshot, setTheme, themes } from './window';

const all = process.env.LOOPLENS_SCREENSHOTS === 'all';
const widths = [800, 1600];
const height = 800;
const usual = { width: 1280, height };

/**
 * Pictures of a surface. With LOOPLENS_SCREENSHOTS=all in each theme at 800 and at 1600 px, as NAME-THEME-WIDTH.png, else one as
 * the window is, NAME.png. `bringUp` makes the surface stand there: what closes with a change of the window, such as a hover.
 */
export async function pictures(
  name: string,
  bringUp: (width: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  if (!all) {
    await bringUp(usual.width);
    await screenshot(name);
    return;
  }
  for (const theme of themes) {
    await setTheme(theme);
    for (const width of widths) {
      await resize(width, height);
      await bringUp(width);
      await screenshot(`${name}-${theme}-${width}`);
    }
  }
  await resize(usual.width, usual.height);
}
