using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>Reads trade bars: time, open, high, low, close, volume.</summary>
internal sealed class LeanBarParser(LeanTime times, int scale) : RowParser
{
    public const int Fields = 6;

    private const byte Comma = (byte)',';

    private static readonly string[] Names = ["open", "high", "low", "close", "volume"];

    public override string? Read(ReadOnlySpan<byte> line, Instant64 previous, Span<double> values, out Instant64 time)
    {
        var position = 0;
        if (times.Read(line, ref position, previous, out time) is { } reason) return reason;
        for (var index = 0; index < Names.Length; index++)
            if (!NumberText.TryReadField(line, ref position, Comma, index < Names.Length - 1 ? scale : 0, out values[index])) return NoNumber(line, position, Comma, Names[index]);

        return position > line.Length ? null : WrongCount(line, Comma, Fields);
    }
}
