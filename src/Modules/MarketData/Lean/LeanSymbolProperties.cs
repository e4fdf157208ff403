using System.Globalization;

namespace AlgoTrendy.Modules.MarketData.Lean;

/// <summary>One row of a file of the LEAN symbol-properties kind, as it stands there.</summary>
/// <param name="Symbol">[*] stands for all of the market's symbols of that type that have no row of their own.</param>
/// <param name="MarketTicker">How the venue itself writes the symbol (BTC-USD); empty: the same.</param>
/// <param name="MinimumOrderSize">In the quote currency at Binance, in the base currency elsewhere.</param>
/// <param name="PriceMagnifier">What the venue's own feed multiplies prices by: 100 where it quotes cents. The other columns are in whole units already.</param>
internal sealed record LeanProperties(
    int Line,
    string Market,
    string Symbol,
    string Type,
    string Description,
    string QuoteCurrency,
    decimal ContractMultiplier,
    decimal MinimumPriceVariation,
    decimal LotSize,
    string MarketTicker,
    decimal? MinimumOrderSize,
    decimal PriceMagnifier,
    decimal StrikeMultiplier);

/// <summary>Reads such a file; what is malformed is rejected with its line and the reason, the rest is kept.</summary>
internal sealed record LeanSymbolProperties(IReadOnlyList<LeanProperties> Rows, IReadOnlyList<string> Rejected)
{
    public const string Wildcard = "[*]";

    // Up to lot_size; the columns after it came later and may be missing.
    private const int FewestColumns = 8;
    private const int MostColumns = 12;

    /// <param name="file">The file's name, for messages.</param>
    public static LeanSymbolProperties Read(string file, TextReader text)
    {
        var rows = new List<LeanProperties>();
        var rejected = new List<string>();
        var seen = new HashSet<(string, string, string)>();
        var line = 0;
        while (text.ReadLine() is { } content)
        {
            line++;
            if (content.AsSpan().Trim() is { Length: 0 } or ['#', ..]) continue;
            try
            {
                var fields = CsvLine.Split(content);
                if (fields[0].Equals("market", StringComparison.OrdinalIgnoreCase)) continue;
                var row = Understand(fields, line);
                if (!seen.Add((row.Market, row.Symbol, row.Type))) throw new FormatException($"{row.Symbol} of {row.Market}, {row.Type}, was there before; the first row counts.");
                rows.Add(row);
            }
            catch (FormatException cause)
            {
                rejected.Add($"{file}, line {line}: {cause.Message}");
            }
        }

        return new(rows, rejected);
    }

    /// <summary>The market's row for everything of a type that has none of its own, or null.</summary>
    public LeanProperties? DefaultOf(string market, string type) => Rows.FirstOrDefault(row => row.Symbol == Wildcard && row.Market == market && row.Type == type);

    private static LeanProperties Understand(string[] fields, int line)
    {
        if (fields.Length is < FewestColumns or > MostColumns)
            throw new FormatException($"there are {fields.Length} columns; market,symbol,type,description,quote_currency,contract_multiplier,minimum_price_variation,lot_size and up to four more are expected.");
        return new(
            line,
            Required(fields, 0, "market").ToLowerInvariant(),
            Required(fields, 1, "symbol"),
            Required(fields, 2, "type").ToLowerInvariant(),
            fields[3],
            Required(fields, 4, "quote_currency"),
            Positive(fields, 5, "contract_multiplier"),
            Positive(fields, 6, "minimum_price_variation"),
            Positive(fields, 7, "lot_size"),
            Optional(fields, 8),
            Optional(fields, 9).Length == 0 ? null : Positive(fields, 9, "minimum_order_size"),
            Optional(fields, 10).Length == 0 ? 1m : Positive(fields, 10, "price_magnifier"),
            Optional(fields, 11).Length == 0 ? 1m : Positive(fields, 11, "strike_multiplier"));
    }

    private static string Optional(string[] fields, int index) => index < fields.Length ? fields[index] : "";

    private static string Required(string[] fields, int index, string column) =>
        fields[index].Length > 0 ? fields[index] : throw new FormatException($"{column} is empty.");

    private static decimal Positive(string[] fields, int index, string column) =>
        decimal.TryParse(fields[index], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && value > 0m
            ? value
            : throw new FormatException($"{column} is '{fields[index]}'; a number above 0 is expected.");
}
