using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>Reads quote bars: time, bid open, high, low, close, size, and the same of the ask. A side without quotes has empty prices (or zeros) and comes out as NaN.</summary>
internal sealed class LeanQuoteBarParser(LeanTime times, int scale) : RowParser
{
    public const int Fields = 11;

    private const int SidePrices = 4;
    private const byte Comma = (byte)',';

    private static readonly IReadOnlyList<string> Names = SeriesColumns.Of(SeriesKind.QuoteBars);

    public override string? Read(ReadOnlySpan<byte> line, Instant64 previous, Span<double> values, out Instant64 time)
    {
        var position = 0;
        if (times.Read(line, ref position, previous, out time) is { } reason) return reason;
        for (var side = 0; side < values.Length; side += SidePrices + 1)
            if (ReadSide(line, ref position, values, side) is { } fault) return fault;

        return position > line.Length ? null : WrongCount(line, Comma, Fields);
    }

    private string? ReadSide(ReadOnlySpan<byte> line, ref int position, Span<double> values, int side)
    {
        var absent = 0;
        for (var index = side; index < side + SidePrices; index++)
        {
            if (position < line.Length && line[position] == Comma)
            {
                values[index] = double.NaN;
                position++;
            }
            else if (!NumberText.TryReadField(line, ref position, Comma, scale, out values[index]))
            {
                return NoNumber(line, position, Comma, Names[index]);
            }

            if (double.IsNaN(values[index]) || values[index] == 0) absent++;
        }

        var size = side + SidePrices;
        if (!NumberText.TryReadField(line, ref position, Comma, 0, out values[size])) return NoNumber(line, position, Comma, Names[size]);
        if (absent is > 0 and < SidePrices) return $"Some prices of the {(side == 0 ? "bid" : "ask")} are missing.";
        if (absent > 0) values[side..size].Fill(double.NaN);
        return null;
    }
}
