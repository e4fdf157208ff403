using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Platform;
using NodaTime;

namespace AlgoTrendy.Host.Commands;

/// <summary>What `backtest` takes, and everything else that runs a strategy on history; and the request that it makes of it.</summary>
internal sealed class BacktestOptions
{
    public readonly Argument<string> Strategy = new("strategy") { Description = "Which strategy, as 'algotrendy strategies' names it", HelpName = "STRATEGY" };

    private readonly Option<string[]> _symbols = new("--symbol", "-s") { Description = "What to trade, from the store or the simulated market (BTCUSDT.SIM); may be repeated", HelpName = "SYMBOL" };
    private readonly Option<string[]> _paths = new("--data", "-d") { Description = "Files or folders with bars to run on, without storing them", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };
    private readonly Option<Interval?> _interval = new("--interval", "-i") { Description = "How long a bar lasts: 1m, 1h, 1d; made of shorter bars where needed", HelpName = "LENGTH", CustomParser = ReadInterval };
    private readonly Option<Instant?> _from = new("--from") { Description = "The first day or moment (UTC)", HelpName = "TIME", CustomParser = ReadMoment };
    private readonly Option<Instant?> _to = new("--to") { Description = "The day or moment at which it ends, exclusive (UTC)", HelpName = "TIME", CustomParser = ReadMoment };
    private readonly Option<decimal> _cash = new("--cash") { Description = "Starting cash, in the currency of what is traded", HelpName = "AMOUNT", DefaultValueFactory = _ => 100_000m, CustomParser = Number("--cash") };
    private readonly Option<decimal?> _fee = new("--fee-bps") { Description = "Fee in basis points, instead of the instrument's own (10 = 0.1 %)", HelpName = "BPS", CustomParser = OptionalNumber("--fee-bps") };
    private readonly Option<decimal?> _slippage = new("--slippage-bps") { Description = "Slippage in basis points, instead of half the usual spread; 0 is optimistic", HelpName = "BPS", CustomParser = OptionalNumber("--slippage-bps") };
    private readonly Option<decimal> _volume = new("--volume-percent") { Description = "The most of a bar's volume that orders may trade", HelpName = "PERCENT", DefaultValueFactory = _ => 10m, CustomParser = Number("--volume-percent") };
    private readonly Option<FillTiming> _fill = new("--fill") { Description = "When a market order is filled: next-open, or close (optimistic)", HelpName = "next-open|close", CustomParser = ReadFill };
    private readonly Option<PriceAdjustment> _prices = new("--prices") { Description = "Prices of stocks with splits and dividends worked in, or raw", HelpName = "adjusted|raw", CustomParser = ReadPrices };
    private readonly Option<string?> _benchmark = new("--benchmark") { Description = "What to measure it against, bought and held; by itself the first symbol that it runs on", HelpName = "SYMBOL|none" };
    private readonly Option<ReturnDays?> _returns = Given.OneOf<ReturnDays>("--returns", "Which days have a return: those on which the market trades, or all");
    private readonly Option<decimal> _riskFree = new("--risk-free") { Description = "What money earns in a year without risk, for Sharpe, Sortino and alpha", HelpName = "PERCENT", DefaultValueFactory = _ => 0m, CustomParser = Number("--risk-free") };
    private readonly Option<bool> _extended = new("--extended-hours") { Description = "Run on bars before and after regular trading hours too" };
    private readonly Option<string[]> _set = new("--set") { Description = "A parameter of the strategy; may be repeated", HelpName = "NAME=VALUE" };
    private readonly Option<bool> _check = new("--check-lookahead") { Description = "Run again on data cut short and changed, and see whether decisions change" };
    private readonly Option<string?> _timeZone = new("--time-zone") { Description = "The zone of times in files that do not say it (America/New_York)", HelpName = "ZONE" };
    private readonly Option<string?> _dateOrder = new("--date-order") { Description = "How 1/2/2020 is to be read: mdy or dmy", HelpName = "mdy|dmy" };
    private readonly Option<AssetClass?> _assetClass = new("--asset-class") { Description = "What an unknown symbol is: stock, crypto, forex, future, index", HelpName = "CLASS", CustomParser = ReadAssetClass };
    private readonly Option<string?> _currency = new("--currency") { Description = "The currency of an unknown symbol", HelpName = "CODE" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Strategy);
        Option[] all = [_paths, _symbols, _interval, _from, _to, _cash, _fee, _slippage, _volume, _fill, _prices, _benchmark, _returns, _riskFree, _extended, _set, _check, _timeZone, _dateOrder, _assetClass, _currency];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <exception cref="UsageException">What was typed makes no request.</exception>
    public BacktestRequest Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(Strategy),
        Symbols: parsed.GetValue(_symbols) is { Length: > 0 } symbols ? symbols : null,
        // A server that runs the backtest has a working directory of its own.
        Paths: parsed.GetValue(_paths) is { Length: > 0 } paths ? [.. paths.Select(Path.GetFullPath)] : null,
        Interval: parsed.GetValue(_interval),
        From: parsed.GetValue(_from),
        To: parsed.GetValue(_to),
        Cash: parsed.GetValue(_cash),
        FeeBasisPoints: parsed.GetValue(_fee),
        SlippageBasisPoints: parsed.GetValue(_slippage),
        VolumePercent: parsed.GetValue(_volume),
        Fill: parsed.GetValue(_fill),
        Prices: parsed.GetValue(_prices),
        ExtendedHours: parsed.GetValue(_extended),
        Parameters: Given.Named("--set", parsed.GetValue(_set) ?? []),
        CheckLookahead: parsed.GetValue(_check),
        TimeZone: parsed.GetValue(_timeZone),
        DateOrder: parsed.GetValue(_dateOrder),
        AssetClass: parsed.GetValue(_assetClass),
        Currency: parsed.GetValue(_currency),
        Benchmark: parsed.GetValue(_benchmark),
        Returns: parsed.GetValue(_returns) ?? ReturnDays.TradingDays,
        RiskFreePercent: parsed.GetValue(_riskFree));

    private static Interval? ReadInterval(ArgumentResult given)
    {
        if (Interval.TryParse(Text(given), out var interval)) return interval;
        given.AddError($"--interval is '{Text(given)}'; it is a number and s, m, h or d, as in 1m or 1d.");
        return null;
    }

    private static Instant? ReadMoment(ArgumentResult given)
    {
        if (Moment.TryParse(Text(given), CultureInfo.InvariantCulture, out var moment)) return moment.Value;
        given.AddError($"'{Text(given)}' is no time: a date such as 2024-01-02, or a moment in UTC such as 2024-01-02T14:30:00Z.");
        return null;
    }

    private static Func<ArgumentResult, decimal> Number(string option) => given => OptionalNumber(option)(given) ?? 0m;

    private static Func<ArgumentResult, decimal?> OptionalNumber(string option) => given =>
    {
        if (decimal.TryParse(Text(given), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
        given.AddError($"{option} is '{Text(given)}'; it must be a number such as 2.5.");
        return null;
    };

    private static FillTiming ReadFill(ArgumentResult given) => Choice(given, "--fill", ("next-open", FillTiming.NextOpen), ("close", FillTiming.Close));

    private static PriceAdjustment ReadPrices(ArgumentResult given) => Choice(given, "--prices", ("adjusted", PriceAdjustment.Adjusted), ("raw", PriceAdjustment.Raw));

    private static AssetClass? ReadAssetClass(ArgumentResult given) =>
        Choice(given, "--asset-class", [.. Enum.GetValues<AssetClass>().Select(one => (one.ToString().ToLowerInvariant(), one))]);

    private static T Choice<T>(ArgumentResult given, string option, params (string Name, T Value)[] choices)
    {
        foreach (var (name, value) in choices)
            if (name == Text(given)) return value;
        given.AddError($"{option} is '{Text(given)}'; it is one of {string.Join(", ", choices.Select(choice => choice.Name))}.");
        return default!;
    }

    private static string Text(ArgumentResult given) => given.Tokens.Count > 0 ? given.Tokens[^1].Value : "";
}
