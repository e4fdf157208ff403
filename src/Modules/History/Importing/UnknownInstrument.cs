using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>Describes an instrument that is in no catalogue from what its file and the request say. Pure.</summary>
internal static class UnknownInstrument
{
    private const int MostDecimals = 8;
    private const int RowsLookedAt = 5000;

    // Nobody knows the spread of an unknown instrument; that of a fairly liquid one is a better guess than none.
    private const decimal UsualSpreadBasisPoints = 5m;

    // The longer code first, so that BTCUSDT ends in USDT and not in a T.
    private static readonly string[] QuoteCoins = ["FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USD", "EUR", "GBP", "TRY", "JPY", "BTC", "ETH", "BNB", "DAI"];

    // Venues whose klines have every minute, traded or not.
    private static readonly string[] PrintEveryBar = ["BINANCE", "BINANCEUS", "BYBIT"];

    public static SeriesTarget Guess(Symbol symbol, SymbolHint hint, ImportRequest request)
    {
        var wanted = request.AssetClass ?? hint.AssetClass ?? (symbol.Venue == "US" ? AssetClass.Stock : null);
        if (wanted is not { } kind) return SeriesTarget.Nowhere($"{symbol} is not in the catalogue, and what kind of instrument it is cannot be told.", "--asset-class stock", "--asset-class crypto", "--asset-class forex");
        if (CurrencyOf(symbol, kind, request) is not { } currency) return SeriesTarget.Nowhere($"{symbol} is not in the catalogue, and in which currency it is quoted cannot be told.", "--currency USD", "--currency EUR");

        var coin = kind is AssetClass.Crypto or AssetClass.Forex ? BaseOf(symbol.Ticker, currency) : null;
        return SeriesTarget.Of(isNew: true, instrument: new()
        {
            Symbol = symbol,
            AssetClass = kind,
            Currency = currency,
            BaseCurrency = coin,
            Description = "Imported",
            Calendar = kind switch
            {
                AssetClass.Stock or AssetClass.Index => BuiltInCalendars.UsEquity,
                AssetClass.Forex => BuiltInCalendars.Forex,
                AssetClass.Future => BuiltInCalendars.Find("CME-EQUITY-INDEX")!,
                _ => TradingCalendar.AlwaysOpen,
            },
            Fees = kind switch
            {
                AssetClass.Stock => PerShareFee.InteractiveBrokers,
                AssetClass.Crypto => new PercentFee(10m),
                _ => NoFee.Instance,
            },
            TypicalSpreadBasisPoints = UsualSpreadBasisPoints,
            PrintsEveryBar = PrintEveryBar.Contains(symbol.Venue),
            HasVolume = kind is not (AssetClass.Forex or AssetClass.Index),
            Root = hint.Root,
        });
    }

    /// <summary>The instrument with the coarsest decimal grid on which its prices, and its volumes where fractions trade, lie.</summary>
    public static Instrument WithGridOf(Columns rows, Instrument guess)
    {
        var prices = Enumerable.Range(0, SeriesColumns.Of(rows.Kind).Count).Where(column => !IsSize(rows.Kind, column)).Max(column => Decimals(rows.Values(column)));
        var least = guess.AssetClass == AssetClass.Stock ? 2 : 0;
        var tick = GridOf(Math.Max(prices, least));
        if (guess.AssetClass != AssetClass.Crypto) return guess with { TickSize = tick };

        var sizes = Enumerable.Range(0, SeriesColumns.Of(rows.Kind).Count).Where(column => IsSize(rows.Kind, column)).Max(column => Decimals(rows.Values(column)));
        return guess with { TickSize = tick, LotSize = GridOf(sizes) };
    }

    private static Currency? CurrencyOf(Symbol symbol, AssetClass kind, ImportRequest request)
    {
        if (request.Currency is { } given) return ImportRules.CurrencyOf(given);
        var pair = symbol.Ticker.Replace("-PERP", "", StringComparison.Ordinal);
        return kind switch
        {
            AssetClass.Crypto => QuoteCoins.FirstOrDefault(coin => pair.EndsWith(coin, StringComparison.Ordinal) && pair.Length > coin.Length) is { } coin ? new(coin) : null,
            AssetClass.Forex => pair.Length == 6 ? ImportRules.CurrencyOf(pair[3..]) : null,
            AssetClass.Future => symbol.Venue is "CME" or "CBOT" or "NYMEX" or "COMEX" or "CBOE" ? Currency.Usd : null,
            _ => symbol.Venue == "US" ? Currency.Usd : null,
        };
    }

    private static Currency? BaseOf(string ticker, Currency quote)
    {
        var pair = ticker.Replace("-PERP", "", StringComparison.Ordinal);
        if (!pair.EndsWith(quote.Code, StringComparison.Ordinal)) return null;
        return ImportRules.CurrencyOf(pair[..^quote.Code.Length].TrimEnd('-', '_'));
    }

    private static bool IsSize(SeriesKind kind, int column) =>
        SeriesColumns.Of(kind)[column] is var name && (name == "volume" || name.EndsWith("size", StringComparison.OrdinalIgnoreCase));

    private static int Decimals(ReadOnlySpan<double> values)
    {
        var decimals = 0;
        foreach (var value in values[..Math.Min(values.Length, RowsLookedAt)])
            while (decimals < MostDecimals && double.IsFinite(value) && !IsOn(value, decimals)) decimals++;

        return decimals;
    }

    // A double has 15 decimal digits that can be trusted; a price of 42,000.01 is off its grid by some 1e-12.
    private static bool IsOn(double value, int decimals) => Math.Round(value, decimals) is var rounded && Math.Abs(value - rounded) <= Math.Max(Math.Abs(value) * 1e-14, 1e-12);

    private static decimal GridOf(int decimals) => decimals == 0 ? 1m : 1m / (decimal)Math.Pow(10, decimals);
}
