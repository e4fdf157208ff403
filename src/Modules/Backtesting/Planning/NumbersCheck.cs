using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Matching;

namespace AlgoTrendy.Modules.Backtesting.Planning;

/// <summary>Looks at the numbers and models of a request: each must be possible, and no two may say the same thing differently.</summary>
internal static class NumbersCheck
{
    private const decimal MostBasisPoints = 10_000m;
    private const decimal MostLeverage = 500m;
    private const int LongestCode = 16;

    public static PlanRefusal? FaultOf(BacktestRequest request)
    {
        if (request.Cash <= 0m || request.Cash > 1e15m) return new("bad-cash", $"The starting cash is {request.Cash}; it must be above 0 and at most 10^15.");
        if (request.FeeBasisPoints is < 0m or > MostBasisPoints) return new("bad-fee", $"The fee is {request.FeeBasisPoints} basis points; it can be 0 to {MostBasisPoints}.");
        if (request.SlippageBasisPoints is < 0m or > MostBasisPoints) return new("bad-slippage", $"The slippage is {request.SlippageBasisPoints} basis points; it can be 0 to {MostBasisPoints}.");
        if (request.VolumePercent is <= 0m or > 100m) return new("bad-volume", $"Orders may trade {request.VolumePercent} % of a bar's volume; it can be above 0 to 100.");
        if (request.RiskFreePercent is <= -100m or > 100m) return new("bad-risk-free", $"The risk-free rate is {request.RiskFreePercent} % a year; it can be above -100 to 100.");
        if (request.From >= request.To) return new("bad-range", $"The range ends at {request.To}, before it begins at {request.From}.");
        return ModelFault(request) ?? AccountFault(request);
    }

    private static PlanRefusal? ModelFault(BacktestRequest request)
    {
        if (request is { Slippage: not null, SlippageBasisPoints: not null }) return new("bad-slippage", "The slippage is given twice: as a model and in basis points.");
        if (request is { Fees: not null, FeeBasisPoints: not null }) return new("bad-fee", "The fee is given twice: as a schedule and in basis points.");
        if (request.Intrabar is { } fill && ModelNames.ReadFill(fill).Fault is { } noFill) return new("bad-fill", noFill, [.. FillModel.All.Select(model => model.Name)]);
        if (request.Slippage is { } slippage && ModelNames.ReadSlippage(slippage).Fault is { } noSlippage) return new("bad-slippage", noSlippage);
        if (request.Fees is { } fees && ModelNames.ReadFees(fees).Fault is { } noFees) return new("bad-fee", noFees);
        if (request.Seed < 0) return new("bad-seed", $"The seed is {request.Seed}; it is 0 or more.");
        return request.Latency is { } latency && ModelNames.ReadLatency(latency).Fault is { } noLatency ? new("bad-latency", noLatency) : null;
    }

    private static PlanRefusal? AccountFault(BacktestRequest request)
    {
        if (request.Leverage is < 1m or > MostLeverage) return new("bad-leverage", $"The leverage is {request.Leverage}; it can be 1 to {MostLeverage}.");
        if (request is { Account: AccountKind.Cash, Leverage: not 1m }) return new("bad-leverage", "A cash account has no leverage.");
        if (request.InterestPercent is < 0m or > Financing.MostPercent) return new("bad-interest", $"Borrowed money costs {request.InterestPercent} % a year; it can be 0 to {Financing.MostPercent}.");
        if (request.BorrowPercent is < 0m or > Financing.MostPercent) return new("bad-borrow", $"Borrowing to sell short costs {request.BorrowPercent} % a year; it can be 0 to {Financing.MostPercent}.");
        return request.AccountCurrency is { } code && (code.Length is 0 or > LongestCode || !code.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)))
            ? new("bad-currency", $"'{code}' is no currency code: 1 to {LongestCode} capital letters or digits.")
            : null;
    }
}
