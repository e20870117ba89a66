import { expect, test } from 'vitest';
import { faultAt, nameOf } from '../../src/tab/fault-at.ts';

test('a refusal is told to the field that it names, without the name', () => {
  expect(faultAt('Place: at most 100 characters. Shorten it.', 'Place')).toBe('at most 100 characters. Shorten it.');
  expect(faultAt('Place: too long.', 'Pla')).toBe('');
  expect(faultAt('Place: too long.', 'Title')).toBe('');
  expect(faultAt('There is no such Place: look again.', 'Place')).toBe('');
});

test('a refusal of several fields is told to each of them, its own part alone', () => {
  const words = 'Nothing has been saved. Title: take the number out. Then send it. Where: take the date out.';
  expect(faultAt(words, 'Title')).toBe('take the number out. Then send it.');
  expect(faultAt(words, 'Where')).toBe('take the date out.');
  expect(faultAt(words, 'Tell us more')).toBe('');
});

test('a link in what is said does not end it, and a name may hold a colon', () => {
  expect(faultAt('Link: it must start with https://', 'Link')).toBe('it must start with https://');
  expect(faultAt('Service desk: hours: shorten it.', 'Service desk: hours')).toBe('shorten it.');
});

test('the server’s name of a field is its label up to what is asked or added', () => {
  expect(nameOf('Where? (optional)')).toBe('Where');
  expect(nameOf('What is wrong, in one sentence?')).toBe('What is wrong');
  expect(nameOf('ODS code (Organisation Data Service)')).toBe('ODS code');
  expect(nameOf('Sector')).toBe('Sector');
});
