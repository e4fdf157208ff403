import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openReport, paintedColors } from './page';

/** What must be true of any report, whatever is in it. */
export function holdsForEveryReport(name: string): void {
  test(`${name}: it fetches nothing, complains of nothing and draws its charts`, async ({ page }) => {
    const noise = await openReport(page, name);
    await expect(page.locator('.chart canvas').first()).toBeVisible();
    await page.waitForTimeout(300);

    expect(noise.complaints).toEqual([]);
    expect(noise.requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(noise.requests).toHaveLength(1);
    expect(Math.max(...(await paintedColors(page)))).toBeGreaterThan(4);
  });

  test(`${name}: nobody is shut out, in light or in dark`, async ({ page }) => {
    await openReport(page, name);
    await page.locator('summary').click();

    expect(await barriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await barriers(page, ['color-contrast', 'link-in-text-block'])).toEqual([]);
  });

  test(`${name}: a telephone shows it without scrolling sideways`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openReport(page, name);

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
}

/** What axe has to say against the page, by all rules or by these. */
async function barriers(page: Page, rules?: string[]): Promise<string[]> {
  // Legacy mode leaves out the second page that frames of other origins would need: a report has none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map((violation) => `${violation.impact} ${violation.id}: ${violation.nodes.map((node) => node.target).join(' ')}`);
}
