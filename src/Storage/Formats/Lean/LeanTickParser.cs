using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>Which number stands in which field of a tick line, and where the mark of a suspicious one is.</summary>
/// <param name="Values">For each column of the kind its field, or -1 where the file has none and it is 0.</param>
/// <param name="Suspicious">The field that is 1 for a tick that the vendor doubts; -1 where there is none.</param>
internal sealed record LeanTickLayout(int Fields, int[] Values, int Suspicious)
{
    /// <summary>Trades: time, price, size, then exchange, sale condition, suspicious, or suspicious alone (LEAN, Common/Data/Market/Tick.cs).</summary>
    public static LeanTickLayout? OfTrades(int fields) => fields switch
    {
        3 => new(fields, [1, 2], -1),
        4 => new(fields, [1, 2], 3),
        6 => new(fields, [1, 2], 5),
        _ => null,
    };

    /// <summary>Quotes: time, bid, ask of currencies; time, bid, bid size, ask, ask size of the others, with the same tails.</summary>
    public static LeanTickLayout? OfQuotes(int fields) => fields switch
    {
        3 => new(fields, [1, -1, 2, -1], -1),
        5 => new(fields, [1, 2, 3, 4], -1),
        6 => new(fields, [1, 2, 3, 4], 5),
        8 => new(fields, [1, 2, 3, 4], 7),
        _ => null,
    };
}

/// <summary>Reads trade and quote ticks. A side of a quote with price 0 is absent and comes out as NaN.</summary>
internal sealed class LeanTickParser(LeanTime times, LeanTickLayout layout, int scale, bool isQuote) : RowParser
{
    private const byte Comma = (byte)',';
    private const int MostFields = 8;

    private static readonly string[] TradeNames = ["price", "size"];
    private static readonly string[] QuoteNames = ["bid", "bid size", "ask", "ask size"];

    public override string? Read(ReadOnlySpan<byte> line, Instant64 previous, Span<double> values, out Instant64 time)
    {
        time = default;
        Span<int> starts = stackalloc int[MostFields + 1];
        if (Split(line, starts) != layout.Fields) return WrongCount(line, Comma, layout.Fields);
        var position = 0;
        if (times.Read(line, ref position, previous, out time) is { } reason) return reason;

        for (var column = 0; column < values.Length; column++)
        {
            values[column] = 0;
            if (layout.Values[column] < 0) continue;
            var isPrice = column % 2 == 0;
            position = starts[layout.Values[column]];
            if (!NumberText.TryReadField(line, ref position, Comma, isPrice ? scale : 0, out values[column])) return NoNumber(line, position, Comma, (isQuote ? QuoteNames : TradeNames)[column]);
            if (isQuote && isPrice && values[column] == 0) values[column] = double.NaN;
        }

        return layout.Suspicious >= 0 && line[starts[layout.Suspicious]..].StartsWith("1"u8) ? "The vendor marks it as suspicious." : null;
    }

    // Where each field begins; returns how many there are, one too many standing for any more.
    private static int Split(ReadOnlySpan<byte> line, Span<int> starts)
    {
        starts[0] = 0;
        var count = 1;
        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] != Comma) continue;
            if (count == starts.Length) return count;
            starts[count++] = index + 1;
        }

        return count;
    }
}
