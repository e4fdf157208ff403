using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlgoTrendy.Contracts.Forms;

namespace AlgoTrendy.Platform.Databases;

/// <summary>Tells sets of rows apart, whatever their order and whichever database they are in: how many there are, and the sum of their hashes.</summary>
internal sealed class Fingerprint
{
    private UInt128 _sum;

    public long Count { get; private set; }

    public bool Matches(Fingerprint other) => _sum == other._sum && Count == other.Count;

    /// <summary>Passes rows on and takes note of each.</summary>
    public IEnumerable<object[]> Over(IEnumerable<object[]> rows)
    {
        foreach (var row in rows)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(row.Select(Text).Select(text => $"{text.Length}:{text}"))));
            unchecked
            {
                _sum += BinaryPrimitives.ReadUInt128BigEndian(hash);
            }

            Count++;
            yield return row;
        }
    }

    // Both databases' forms of one value must be one text: 1 for true, 1.5 for 1.50.
    private static string Text(object value) => value switch
    {
        DBNull => "",
        bool flag => flag ? "=1" : "=0",
        int number => $"={number}",
        long number => $"={number}",
        decimal number => "=" + ExactDecimal.Format(Columns.Canonical(number)),
        double number => "=" + number.ToString("R", CultureInfo.InvariantCulture),
        string text => "=" + text,
        byte[] bytes => "=" + Convert.ToHexString(bytes),
        _ => throw new InvalidDataException($"A column holds a {value.GetType().Name}, which no migration of ours makes."),
    };
}
