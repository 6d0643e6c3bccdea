/**
 * Words that people build passwords from when asked for twelve characters: each, with digits and signs around it or
 * repeated, is among the first guesses of every attacker. Lower case, letters only. Our own list: lists of leaked
 * passwords hold next to nothing of twelve characters that is not one of these, decorated.
 */
export const WELL_KNOWN_WORDS: ReadonlySet<string> = new Set(
  `abc abcd access admin administrator adminadmin angel apple asdf asdfgh asdfghjkl azerty baseball batman blink
  changeme charlie cheese chelsea chocolate company computer default demo dragon facebook football freedom google
  guest hello helloworld hunter iloveyou internet jesus jordan killer letmein letmeinplease liverpool login lovely
  loveyou manager master michael microsoft monkey mother mustang mypassword newpassword ninja oracle pass passphrase
  password passwort passwd pokemon princess private purple qazwsx qazwsxedc qwer qwert qwerty qwertyui qwertyuiop
  qwertz root samsung secret security server service shadow soccer spring starwars summer autumn winter sunshine
  superman support system temp temppassword test tester testing testtest thunder trustno trustnoone user username
  welcome welcometo whatever zaq zxcvbn zxcvbnm`
    .split(/\s+/)
    .values(),
);

/** Whole passwords and passphrases that became known by being examples; compared in lower case without spaces. */
export const WELL_KNOWN_PHRASES: ReadonlySet<string> = new Set([
  'correcthorsebatterystaple',
  'correct-horse-battery-staple',
  'hunter2hunter2',
  'iamtheadministrator',
  'mysecretpassword',
  'openthedoorplease',
  'swordfishswordfish',
  'thisisapassword',
  'thisismypassword',
  'tobeornottobe',
  'maytheforcebewithyou',
  'thequickbrownfox',
  'thequickbrownfoxjumpsoverthelazydog',
  'loremipsumdolor',
  'loremipsumdolorsitamet',
]);

/** What fingers walk along: rows and columns of keyboards, the alphabet, digits. A password of these alone is known. */
export const WALKS: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '!@#$%^&*()',
];
