using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Backtesting.Planning;

internal static class RunSettingsOf
{
    /// <summary>The engine's settings of a request that was checked, counted in the currency of what is traded unless it says another.</summary>
    public static RunSettings Request(BacktestRequest request, Instrument first) => new()
    {
        Account = AccountOf(request, first),
        Matching = new()
        {
            FillTiming = request.Fill,
            Fill = request.Intrabar is { } fill ? ModelNames.ReadFill(fill).Model! : WorstPath.Instance,
            Slippage = SlippageOf(request),
            Fees = request.Fees is { } fees ? ModelNames.ReadFees(fees).Model! : request.FeeBasisPoints is { } points ? new PercentFee(points) : null,
            Latency = request.Latency is { } latency ? ModelNames.ReadLatency(latency).Model! : NoLatency.Instance,
            VolumeShare = request.VolumePercent / 100m,
            Seed = (ulong)request.Seed,
        },
    };

    public static AccountRules AccountOf(BacktestRequest request, Instrument first) => new()
    {
        StartingCash = new(request.Cash, request.AccountCurrency is { } code ? new Currency(code) : first.Currency),
        Kind = request.Account,
        Leverage = request.Leverage,
        Lots = request.Lots,
        Financing = Financing.OfPercent(request.InterestPercent, request.BorrowPercent),
    };

    private static SlippageModel SlippageOf(BacktestRequest request) =>
        request.Slippage is { } name ? ModelNames.ReadSlippage(name).Model! : request.SlippageBasisPoints is { } points ? new FixedSlippage(points) : HalfSpread.Instance;
}
