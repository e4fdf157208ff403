import { expect, test } from 'vitest';
import { adverseText, favourableText } from '../report/excursions';

const points = [{ excursion: 0.01, gain: 0.05 }, { excursion: 0.03, gain: 0.01 }, { excursion: 0.2, gain: -0.1 }, { excursion: 0.06, gain: -0.02 }, { excursion: 0, gain: 0 }];

test('winners tell how far they were down', () => expect(adverseText(points)).toBe('Of 2 winning trades, half were never down by more than 2.00\u00a0% and nine in ten by no more than 2.80\u00a0%.'));

test('losers tell how far they had been up', () => expect(favourableText(points)).toBe('Of 2 losing trades, half had been up by 13.00\u00a0% or more before.'));

test('where nothing won or lost that is what is said', () => expect([adverseText([]), favourableText([])]).toEqual(['No trade won.', 'No trade lost.']));
