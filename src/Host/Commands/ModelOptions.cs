using System.CommandLine;
using System.Globalization;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands;

/// <summary>How the market is simulated and under which rules the account is kept, as `backtest` and `optimize` take it.</summary>
internal sealed class ModelOptions
{
    private const string Lean = "lean";
    private const string NoLimit = "unlimited";
    private const decimal UsualVolume = 10m;

    private readonly Option<string?> _like = new("--like") { Description = "Simulate as another engine does, to compare results with it; single options still count", HelpName = Lean };
    private readonly Option<FillTiming?> _fill = Given.OneOf<FillTiming>("--fill", "When a market order is filled; at the close is optimistic");
    private readonly Option<string?> _intrabar = new("--fill-model") { Description = "What orders do inside a bar", HelpName = string.Join('|', FillModel.All.Select(model => model.Name)) };
    private readonly Option<string?> _slippage = new("--slippage") { Description = $"Instead of half the usual spread: {ModelNames.SlippageForms}", HelpName = "MODEL" };
    private readonly Option<decimal?> _slippagePoints = Number("--slippage-bps", "Slippage in basis points, as --slippage fixed:BPS", "BPS");
    private readonly Option<string?> _fees = new("--fees") { Description = $"Instead of the instrument's own: {ModelNames.FeeFormsText}", HelpName = "SCHEDULE" };
    private readonly Option<decimal?> _feePoints = Number("--fee-bps", "Fee in basis points, as --fees percent:BPS", "BPS");
    private readonly Option<string?> _latency = new("--latency") { Description = $"How long an order is on its way, in milliseconds: {ModelNames.LatencyForms}", HelpName = "MODEL" };
    private readonly Option<string?> _volume = new("--volume-percent") { Description = $"The most of a bar's volume that orders may trade (default: {UsualVolume}), or {NoLimit}", HelpName = "PERCENT" };
    private readonly Option<bool> _ticks = new("--ticks") { Description = "Orders trade against stored quotes and trades where there are any, instead of bars" };
    private readonly Option<decimal?> _seed = Number("--model-seed", "Seed of what the models leave to chance", "N");
    private readonly Option<AccountKind?> _account = Given.OneOf<AccountKind>("--account", "Whether the account may borrow and sell short (margin, the default)");
    private readonly Option<string?> _currency = new("--account-currency") { Description = "What the account is counted in; by itself as the first symbol", HelpName = "CODE" };
    private readonly Option<decimal?> _leverage = Number("--leverage", "How many times its equity the account may hold", "TIMES");
    private readonly Option<LotMethod?> _lots = Given.OneOf<LotMethod>("--lots", "Which of what was bought is sold first");
    private readonly Option<decimal?> _interest = Number("--interest", $"What borrowed money costs in a year (default: {Financing.UsualInterestPercent})", "PERCENT");
    private readonly Option<string?> _limits = new("--limits") { Description = "Judge orders by the limits of 'algotrendy risk limits' too: the newest, or an older version", HelpName = $"{BacktestRequest.NewestLimits}|N" };
    private readonly Option<decimal?> _borrow = Number("--borrow", $"What selling short costs in a year, of its worth (default: {Financing.UsualBorrowPercent})", "PERCENT");

    public void AddTo(Command command)
    {
        Option[] all = [_like, _fill, _intrabar, _slippage, _slippagePoints, _fees, _feePoints, _latency, _volume, _ticks, _seed, _account, _currency, _leverage, _lots, _interest, _borrow, _limits];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <exception cref="UsageException">What was typed makes no models.</exception>
    public BacktestRequest Read(ParseResult parsed, BacktestRequest request)
    {
        var like = parsed.GetValue(_like);
        if (like is not (null or Lean)) throw new UsageException($"--like is '{like}'; it can be {Lean}.");

        var isLean = like is not null;
        var slippagePoints = parsed.GetValue(_slippagePoints);
        return request with
        {
            Fill = parsed.GetValue(_fill) ?? FillTiming.NextOpen,
            Intrabar = parsed.GetValue(_intrabar) ?? (isLean ? LeanFill.Instance.Name : null),
            Slippage = parsed.GetValue(_slippage) ?? (isLean && slippagePoints is null ? NoSlippage.Instance.Name : null),
            SlippageBasisPoints = slippagePoints,
            Fees = parsed.GetValue(_fees),
            FeeBasisPoints = parsed.GetValue(_feePoints),
            Latency = parsed.GetValue(_latency),
            VolumePercent = VolumeOf(parsed.GetValue(_volume), isLean),
            Ticks = parsed.GetValue(_ticks),
            Seed = SeedOf(parsed.GetValue(_seed)),
            Account = parsed.GetValue(_account) ?? AccountKind.Margin,
            AccountCurrency = parsed.GetValue(_currency)?.ToUpperInvariant(),
            Leverage = parsed.GetValue(_leverage) ?? 1m,
            Lots = parsed.GetValue(_lots) ?? LotMethod.Average,
            InterestPercent = parsed.GetValue(_interest) ?? (isLean ? 0m : Financing.UsualInterestPercent),
            Limits = parsed.GetValue(_limits),
            BorrowPercent = parsed.GetValue(_borrow) ?? (isLean ? 0m : Financing.UsualBorrowPercent),
        };
    }

    private static decimal? VolumeOf(string? given, bool isLean)
    {
        if (given is null) return isLean ? null : UsualVolume;
        if (given == NoLimit) return null;
        return decimal.TryParse(given, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            ? percent
            : throw new UsageException($"--volume-percent is '{given}'; it must be a number such as 2.5, or {NoLimit}.");
    }

    private static long SeedOf(decimal? given) => given switch
    {
        null => 0,
        >= 0m and <= long.MaxValue when decimal.Truncate(given.Value) == given => (long)given.Value,
        _ => throw new UsageException($"--model-seed is {given}; it is a whole number of 0 or more."),
    };

    private static Option<decimal?> Number(string name, string description, string unit) => new(name) { Description = description, HelpName = unit, CustomParser = Given.ReadNumber };
}
