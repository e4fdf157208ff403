using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk.Sizing;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Risk.Portfolios;

namespace AlgoTrendy.Modules.Risk.Questions;

/// <summary>Says how large a position should be: fetches what was not given, and asks the method.</summary>
internal sealed class SizeDesk(ITrading trading, IMarketData instruments, DailyBars days)
{
    public async Task<SizeReply> Size(SizeRequest asked, CancellationToken ct)
    {
        if (SizeFieldCheck.FaultOf(asked) is { } fault) return new(null, fault);
        var answer = await instruments.ResolveInstrument(new(asked.Symbol), ct);
        if (answer.Instrument is not { } instrument) return new(null, new("unknown-instrument", answer.Reason ?? $"No instrument is called '{asked.Symbol}'.", "symbol", answer.Choices));
        var (equity, noEquity) = asked.Equity is { } given ? (given, null) : await EquityOf(asked.AccountId, instrument, ct);
        if (noEquity is not null) return new(null, noEquity);
        var (price, noPrice) = asked.Price is { } known ? (known, null) : await PriceOf(asked.AccountId, instrument, ct);
        if (noPrice is not null) return new(null, noPrice);

        var (basis, noBasis) = SizeFromBars.IsNeeded(asked) ? SizeFromBars.Take(asked, instrument, await days.Of(instrument.Symbol, SizeFromBars.DaysFor(asked), ct), days.Now) : (null, null);
        if (noBasis is not null) return new(null, noBasis);

        var (atr, volatility) = (asked.Atr ?? (basis?.Measure == SizeMeasure.Atr ? basis.Value : null), asked.Volatility ?? (basis?.Measure == SizeMeasure.Volatility ? basis.Value : null));
        var result = MethodOf(asked).Size(new(instrument, equity, price) { Stop = asked.StopPrice, Atr = (double?)atr, Volatility = (double?)volatility });
        return new(new(instrument.Symbol, result.Quantity, result.Wanted, instrument.Notional(price, result.Quantity).Amount, equity, price, instrument.Currency, result.Refusal is { } no ? new(no.Code, no.Message) : null, basis), null);
    }

    private static SizingMethod MethodOf(SizeRequest asked) => asked.Method switch
    {
        SizeMethod.Fixed => new FixedSize(asked.Quantity!.Value),
        SizeMethod.PercentOfEquity => new PercentOfEquity(asked.Percent!.Value),
        SizeMethod.RiskPerTrade => new RiskPerTrade(asked.Percent!.Value),
        SizeMethod.Atr => new AtrSize(asked.Percent!.Value, asked.Ranges ?? 1m),
        SizeMethod.VolatilityTarget => new VolatilityTarget(asked.Percent!.Value, asked.MostTimes ?? 1m),
        _ => new KellyFraction(asked.WinRate!.Value, asked.Payoff!.Value, asked.Cap!.Value, asked.Part ?? 0.5m),
    };

    private async Task<(decimal, RiskRefusal?)> EquityOf(string? accountId, Instrument instrument, CancellationToken ct)
    {
        var (account, refusal) = await AccountChoice.Find(trading, accountId, ct);
        if (account is null) return (0m, refusal);
        if (account.Equity is not { } equity) return (0m, new(RefusalCodes.NoPrice, $"What account {account.AccountId} is worth is not known: a price is missing. Give equity."));
        return account.Currency == instrument.Currency || AccountChoice.AreDollars(account.Currency, instrument.Currency)
            ? (equity, null)
            : (0m, new("other-currency", $"Account {account.AccountId} is counted in {account.Currency}, {instrument.Symbol} in {instrument.Currency}. Give equity in {instrument.Currency}.", "equity"));
    }

    private async Task<(Price, RiskRefusal?)> PriceOf(string? accountId, Instrument instrument, CancellationToken ct)
    {
        var least = new Quantity(Math.Max(instrument.MinQuantity ?? 0m, instrument.LotSize));
        var preview = await trading.PreviewOrder(new(accountId, instrument.Symbol.ToString(), OrderSide.Buy, OrderType.Market, least), ct);
        if (preview.Price is { } price) return (new(price), null);
        return (default, preview.Refusals.Count > 0 && preview.Uses is null ? Assessor.RefusalOf(preview.Refusals[0]) : new(RefusalCodes.NoPrice, $"There is no price of {instrument.Symbol} yet. Give one.", "price"));
    }
}
