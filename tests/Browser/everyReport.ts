import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
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

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${name}: nobody is shut out (${colorScheme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await openReport(page, name);
      await page.locator('summary').click();

      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations.map((violation) => `${violation.impact} ${violation.id}: ${violation.nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
    });
  }

  test(`${name}: a telephone shows it without scrolling sideways`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openReport(page, name);

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
}
