// A certificate for the far side: our token client insists on https. Made once in each test process and trusted there;
// a child process trusts it by NODE_EXTRA_CA_CERTS.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';

export type TestCertificate = { readonly cert: string; readonly key: string; readonly file: string };

let made: Promise<TestCertificate> | undefined;

/** The process's certificate for 127.0.0.1 and localhost, already trusted here. `file` holds it as PEM. */
export function testCertificate(): Promise<TestCertificate> {
  made ??= make();
  return made;
}

async function make(): Promise<TestCertificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  const file = join(mkdtempSync(join(tmpdir(), 'clerk-test-')), 'ca.pem');
  writeFileSync(file, cert);
  return { cert, key, file };
}
