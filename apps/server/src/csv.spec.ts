import { CsvError, readCsv } from './csv';

const COLUMNS = { required: ['ref', 'name'], optional: ['note'] };

describe('CSV', () => {
  it('reads quotations, doubled quotation marks, line ends inside them, and both line ends', () => {
    const text = '\ufeffref,name,note\r\na,"Müller, Eva","said ""no""\nand left"\n\nb, B ,\r\n';
    expect(readCsv(text, COLUMNS)).toEqual([
      { line: 2, values: { ref: 'a', name: 'Müller, Eva', note: 'said "no"\nand left' } },
      { line: 5, values: { ref: 'b', name: 'B', note: '' } },
    ]);
  });

  it('reads a last line without an end, and one that ends in an empty value', () => {
    expect(readCsv('ref,name\na,x', COLUMNS)).toHaveLength(1);
    expect(readCsv('ref,name\na,', COLUMNS)[0]?.values).toEqual({ ref: 'a', name: '' });
  });

  it.each([
    ['', 1],
    ['ref\na', 1],
    ['ref,name,colour\na,b,c', 1],
    ['ref,name,name\na,b,c', 1],
    ['ref,name\na,b\nc', 3],
    ['ref,name\na,"b', 2],
    ['ref,name\na,b"c"', 2],
  ])('refuses %j and names the line', (text, line) => {
    let thrown: unknown;
    try {
      readCsv(text, COLUMNS);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CsvError);
    expect(thrown).toMatchObject({ line });
  });
});
