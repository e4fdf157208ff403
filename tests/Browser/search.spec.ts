import { expect, test } from '@playwright/test';
import { holdsForEveryReport } from './everyReport';
import { openReport, runOf } from './page';

const samples = ['search-grid', 'search-random', 'search-one-range', 'search-failures', 'search-hostile'];

for (const name of samples) holdsForEveryReport(name);

test('the headline says what is best and what it is worth after so many trials', async ({ page }) => {
  await openReport(page, 'search-grid');
  const { search } = await runOf(page);

  await expect(page.locator('.verdict').first()).toHaveText(search.deflation.sentence);
  await expect(page.getByText('Better than chance')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^The best trial: fast=\d+, slow=\d+, weight=/ })).toBeVisible();
  await expect(page.getByText(search.searchHash)).toBeVisible();
});

test('the heat map has the best trial of every pair of values, with a frame around the best of all', async ({ page }) => {
  await openReport(page, 'search-grid');
  const { search } = await runOf(page);
  const table = page.getByRole('table', { name: 'Sharpe ratio by fast (down) and slow (across)' });
  const [fast, slow] = search.ranges;

  await expect(table.locator('tbody tr')).toHaveCount(fast.values.length);
  await expect(table.locator('tbody tr').first().locator('td')).toHaveCount(slow.values.length);
  await expect(table.locator('td.none')).toContainText(Array.from({ length: await table.locator('td.none').count() }, () => 'not tried'));
  await expect(table.locator('.best')).toHaveCount(1);
  await expect(table.locator('.best')).toContainText('the best trial');
  const place = [fast.places[0], slow.places[0]];
  await expect(table.locator('tbody tr').nth(place[0]).locator('td').nth(place[1])).toHaveClass(/best/);
});

test('axes and colours can be chosen', async ({ page }) => {
  await openReport(page, 'search-grid');

  await page.locator('label', { hasText: /^Down/ }).locator('select').selectOption('weight');
  await page.locator('label', { hasText: /^Across/ }).locator('select').selectOption('fast');
  await page.getByLabel('Colour by').selectOption('Deepest drawdown');

  const table = page.getByRole('table', { name: 'Deepest drawdown by weight (down) and fast (across)' });
  await expect(table.locator('tbody tr')).toHaveCount(2);
  await expect(table.locator('tbody td').first()).toHaveText(/^\u2212[\d.]+\s%/);
});

test('cells are coloured, the better the greener', async ({ page }) => {
  await openReport(page, 'search-random');
  const best = page.locator('.heat-map .best');

  await expect(best).toHaveClass(/\bheat5\b/);
  await expect(best).toHaveCSS('background-color', 'rgba(10, 140, 80, 0.42)');
  await expect(page.locator('.swatch.heat-5')).toHaveCSS('background-color', 'rgba(205, 60, 50, 0.42)');
});

test('many values are put together, so that a wide search fits a screen', async ({ page }) => {
  await openReport(page, 'search-random');

  expect(await page.locator('.heat-map thead th').count()).toBeLessThanOrEqual(8);
  await expect(page.locator('.heat-map thead th').nth(1)).toHaveText(/^\d+ to \d+$/);
});

test('trials sort by any column', async ({ page }) => {
  await openReport(page, 'search-grid');
  const { search } = await runOf(page);
  const rows = page.locator('.trials tbody tr');
  const trades = page.locator('.trials').getByRole('columnheader', { name: 'Trades' });
  await expect(rows.first().locator('td').first()).toHaveText('1');

  await trades.getByRole('button').click();
  await trades.getByRole('button').click();

  await expect(trades).toHaveAttribute('aria-sort', 'descending');
  await expect(rows.first()).toContainText(String(Math.max(...search.trials.statistics.trades)));
});

test('a trial that broke off says with what', async ({ page }) => {
  await openReport(page, 'search-failures');

  await expect(page.locator('.trials')).toContainText('1 is odd');
  await expect(page.getByRole('list').filter({ hasText: 'broke off in 3 trials' })).toBeVisible();
});

test('hostile values stay values', async ({ page }) => {
  let dialogs = 0;
  page.on('dialog', (dialog) => { dialogs++; return dialog.dismiss(); });
  await openReport(page, 'search-hostile');

  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('script').count()).toBe(2);
  expect(dialogs).toBe(0);
});
