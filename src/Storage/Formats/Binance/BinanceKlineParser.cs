using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats.Binance;

/// <summary>Reads klines: open time, open, high, low, close, volume, close time, quote volume, trades, taker base, taker quote, ignore.</summary>
internal sealed class BinanceKlineParser : RowParser
{
    public const int Fields = 12;

    // Files have milliseconds to 2024-12-31 and microseconds from 2025-01-01 (github.com/binance/binance-public-data); a number tells which by its size.
    private const long LeastMicroseconds = 100_000_000_000_000;
    private const long LeastMilliseconds = 100_000_000_000;
    private const long MostMilliseconds = MostMicroseconds / 1_000;
    private const long MostMicroseconds = 9_214_646_400_000_000;
    private const byte Comma = (byte)',';

    private static readonly string[] Names = ["open", "high", "low", "close", "volume"];

    public override string? Read(ReadOnlySpan<byte> line, Instant64 previous, Span<double> values, out Instant64 time)
    {
        var position = 0;
        if (!TryReadTime(line, ref position, out time)) return TimeFault(line);

        for (var index = 0; index < Names.Length; index++)
            if (!NumberText.TryReadField(line, ref position, Comma, 0, out values[index])) return NoNumber(line, position, Comma, Names[index]);

        return position <= line.Length && line[position..].Count(Comma) == Fields - Names.Length - 2 ? null : WrongCount(line, Comma, Fields);
    }

    /// <summary>Reads a whole number of milliseconds or microseconds since 1970 and leaves the position behind its comma.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> line, ref int position, out Instant64 time)
    {
        time = default;
        if (!TryReadInteger(line, ref position, out var number) || number is < LeastMilliseconds or > MostMicroseconds or (> MostMilliseconds and < LeastMicroseconds)) return false;

        time = Instant64.FromUnixTimeNanoseconds(number < LeastMicroseconds ? number * 1_000_000 : number * 1_000);
        return true;
    }

    private static bool TryReadInteger(ReadOnlySpan<byte> line, ref int position, out long number)
    {
        const int mostDigits = 16;
        number = 0;
        var index = position;
        for (; index < line.Length && index - position <= mostDigits; index++)
        {
            var digit = unchecked((uint)line[index] - '0');
            if (digit > 9) break;
            number = number * 10 + digit;
        }

        var isField = index > position && index < line.Length && line[index] == Comma;
        position = index + 1;
        return isField;
    }

    private static string TimeFault(ReadOnlySpan<byte> line)
    {
        var comma = line.IndexOf(Comma);
        return comma < 0 ? WrongCount(line, Comma, Fields) : $"{Quoted.Text(line[..comma])} is no time in milliseconds or microseconds since 1970.";
    }
}
