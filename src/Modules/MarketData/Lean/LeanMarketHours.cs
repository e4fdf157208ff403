using System.Text.Json;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.MarketData.Lean;

/// <summary>What a file of the LEAN market-hours kind says: a calendar for each market, and what could not be read, with line and reason.</summary>
/// <param name="Calendars">By the entry's key: Equity-usa-[*], Future-cme-ES.</param>
internal sealed record LeanMarketHours(IReadOnlyDictionary<string, TradingCalendar> Calendars, IReadOnlyList<string> Rejected)
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="file">The file's name, for messages.</param>
    public static LeanMarketHours Read(string file, ReadOnlySpan<byte> json)
    {
        var calendars = new Dictionary<string, TradingCalendar>(StringComparer.Ordinal);
        var rejected = new List<string>();
        var bom = json.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(json[bom..], Lenient);
        try
        {
            if (!FindEntries(ref reader)) return new(calendars, [$"{file}: there is no object \"entries\" as in LEAN's market-hours-database.json."]);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                var line = LineOf(json, bom + (int)reader.TokenStartIndex);
                reader.Read();
                using var entry = JsonDocument.ParseValue(ref reader);
                try
                {
                    if (!calendars.TryAdd(key, LeanHoursEntry.Read(key, entry.RootElement))) rejected.Add($"{file}, line {line}: {key} is there twice; the first counts.");
                }
                catch (Exception cause) when (cause is FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
                {
                    rejected.Add($"{file}, line {line}: {key} is left out: {Sentence.Of(cause)}");
                }
            }
        }
        catch (JsonException cause)
        {
            rejected.Add($"{file}, line {cause.LineNumber + 1}: the JSON breaks off or is malformed here; the {calendars.Count} entries before are kept.");
        }

        return new(calendars, rejected);
    }

    /// <summary>The calendar of one symbol, or the market's general one, or null.</summary>
    /// <param name="kind">As LEAN writes it in these keys: Equity, Crypto, Forex, Future, Index.</param>
    public TradingCalendar? Find(string kind, string market, string symbol) =>
        Calendars.GetValueOrDefault($"{kind}-{market}-{symbol}") ?? Calendars.GetValueOrDefault($"{kind}-{market}-[*]");

    private static bool FindEntries(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("entries"u8);
            reader.Read();
            if (found) return reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
        }

        return false;
    }

    private static int LineOf(ReadOnlySpan<byte> json, int position) => json[..position].Count((byte)'\n') + 1;
}
