// The words that mean the same on a ward: abbreviations of health and care IT beside what they stand for.

/** Each row: the word that stands for all of them, then what else people write. Lower case, words apart by one space. */
export const SAME: readonly (readonly [string, ...string[]])[] = [
  [
    'epr',
    'ehr',
    'emr',
    'electronic patient record',
    'electronic health record',
    'electronic medical record',
    'electronic record',
    'patient record',
  ],
  [
    'epma',
    'e prescribing',
    'eprescribing',
    'electronic prescribing',
    'electronic prescribing and medicines administration',
    'eprescribing and medicines administration',
    'electronic drug chart',
  ],
  ['eps', 'electronic prescription service'],
  [
    'wow',
    'cow',
    'workstation on wheels',
    'computer on wheels',
    'computer trolley',
    'laptop trolley',
    'mobile workstation',
  ],
  [
    'obs',
    'observation',
    'e obs',
    'eobs',
    'e observation',
    'electronic observation',
    'vital sign',
    'vital',
    'clinical observation',
  ],
  ['news2', 'early warning score', 'national early warning score'],
  ['pas', 'patient administration system'],
  ['pacs', 'picture archiving and communication system', 'x ray viewer', 'image viewer'],
  ['ris', 'radiology information system'],
  ['xray', 'x ray'],
  ['lims', 'laboratory information management system', 'laboratory information system', 'lab system'],
  ['lab', 'laboratory', 'pathology'],
  ['ordercomms', 'order comms', 'order communication', 'electronic requesting', 'e requesting', 'electronic ordering'],
  ['bcma', 'barcode medication administration', 'barcode medicines administration'],
  ['tto', 'tta', 'to take out', 'to take away', 'discharge medication', 'discharge medicine'],
  ['discharge letter', 'discharge summary', 'edischarge', 'e discharge', 'electronic discharge'],
  ['ed', 'a and e', 'a e', 'accident and emergency', 'emergency department'],
  ['opd', 'outpatient', 'out patient', 'outpatient department', 'outpatient clinic'],
  ['icu', 'itu', 'intensive care', 'intensive care unit', 'intensive therapy unit', 'critical care'],
  ['mdt', 'multidisciplinary team', 'multi disciplinary team'],
  ['gp', 'general practice', 'general practitioner'],
  ['scr', 'summary care record'],
  ['pds', 'personal demographic service', 'spine'],
  ['ers', 'e referral', 'ereferral', 'electronic referral', 'electronic referral service'],
  ['edms', 'electronic document management', 'electronic document management system', 'document management system'],
  ['ecg', 'ekg', 'electrocardiogram'],
  ['smartcard', 'smart card'],
  ['sso', 'single sign on'],
  ['mfa', '2fa', 'two factor', 'two factor authentication', 'multi factor authentication', 'authenticator'],
  ['vpn', 'remote access', 'virtual private network'],
  ['wifi', 'wi fi', 'wireless', 'wireless network'],
  ['pc', 'computer', 'desktop', 'workstation'],
  ['bleep', 'pager', 'bleeper'],
  ['mobile', 'mobile phone', 'smartphone', 'handset', 'iphone'],
  ['email', 'e mail', 'mail', 'outlook'],
  ['login', 'log in', 'log on', 'logon', 'sign in', 'signin', 'sign on', 'log into', 'log onto', 'sign into'],
  ['logout', 'log out', 'log off', 'logoff', 'sign out', 'signout', 'log me out', 'kick me out', 'kick us out'],
  ['password', 'pass word', 'passcode', 'pin'],
  ['barcode', 'bar code'],
  ['dictation', 'speech recognition', 'voice recognition'],
  [
    'broken',
    'not working',
    'not work',
    'does not work',
    'do not work',
    'doesn t work',
    'doesnt work',
    'don t work',
    'will not work',
    'won t work',
    'stopped working',
    'stop working',
    'out of order',
    'down',
    'faulty',
    'offline',
  ],
  ['slow', 'slowly', 'sluggish', 'take age', 'take ages', 'takes ages', 'lag', 'laggy'],
  ['freeze', 'frozen', 'froze', 'freezing', 'hang', 'hung', 'lock up'],
  ['crash', 'shut down', 'shuts down'],
];

/** Words that say nothing of what is wrong, and where a thing is, which is asked by itself. */
export const EMPTY: ReadonlySet<string> = new Set(
  (
    'a about after again all always am an and another any anyone anything are as at be because been being but by can ' +
    'cannot cant could day did do doe doesnt dont during each else even every everyone for from get give go got had ' +
    'has have having he her here him his how i if in into is isnt issue it its just keep let like many may me might ' +
    'more most much my need no nobody not now of off on once one only or our out over people please problem s she ' +
    'should since so some someone something still such t than that the their them then there these they thing this ' +
    'those time to today too trying try until up us use very want was we week were what when where which while who why ' +
    'will with wont would yesterday you your ward room site bay clinic hospital'
  ).split(' '),
);
