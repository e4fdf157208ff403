using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Engine;

/// <summary>SHA-256 over the canonical fills and equity of a run: two runs did the same if and only if their hashes are alike.</summary>
/// <remarks>
/// A fill is a line of text: time in nanoseconds since 1970 UTC, symbol, side, quantity, price, fee (decimals without trailing zeros).
/// A point of equity is 16 bytes, little-endian: the time, and the amount rounded to the currency's places as an IEEE double.
/// </remarks>
public static class ResultHash
{
    private const int PointsAtOnce = 4096;
    private const int PointSize = 16;

    /// <summary>In lower-case hexadecimal.</summary>
    public static string Of(RunResult result)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AddFills(hash, result.Fills);
        AddEquity(hash, result.Equity, result.Account.Currency);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>As equity is recorded: to the currency's places, ties away from zero.</summary>
    public static double Recorded(double equity, Currency currency) => Math.Round(equity, currency.Decimals, MidpointRounding.AwayFromZero);

    private static void AddFills(IncrementalHash hash, IReadOnlyList<Execution> fills)
    {
        var line = new StringBuilder();
        foreach (var fill in fills)
        {
            line.Clear().Append(CultureInfo.InvariantCulture, $"{fill.Time.ToUnixTimeNanoseconds()} {fill.Instrument.Symbol} {fill.Side} {Canonical(fill.Quantity.Value)} {Canonical(fill.Price.Value)} {Canonical(fill.Fee)}\n");
            hash.AppendData(Encoding.UTF8.GetBytes(line.ToString()));
        }
    }

    private static void AddEquity(IncrementalHash hash, EquityCurve equity, Currency currency)
    {
        var times = equity.Times;
        var values = equity.Values;
        Span<byte> buffer = stackalloc byte[PointSize * PointsAtOnce];
        var used = 0;
        for (var index = 0; index < times.Length; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(buffer[used..], times[index].ToUnixTimeNanoseconds());
            BinaryPrimitives.WriteInt64LittleEndian(buffer[(used + 8)..], BitConverter.DoubleToInt64Bits(Recorded(values[index], currency)));
            used += PointSize;
            if (used < buffer.Length) continue;

            hash.AppendData(buffer);
            used = 0;
        }

        hash.AppendData(buffer[..used]);
    }

    private static string Canonical(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
