using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk.Portfolio;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Risk.Questions;

/// <summary>Says what falls would do to what is held: fetches the holdings, and asks the pure test.</summary>
internal sealed class StressDesk(ITrading trading, IMarketData instruments)
{
    public async Task<StressReply> Run(StressRequest asked, CancellationToken ct)
    {
        if (StressFieldCheck.FaultOf(asked) is { } fault) return No(fault);
        var (held, refusal) = asked.Holdings is null ? await OfAccounts(asked.AccountId, ct) : await Given(asked, ct);
        if (held is null) return No(refusal!);

        var outcomes = StressFieldCheck.ScenariosOf(asked).Select(scenario => StressTest.Run(scenario, held.Holdings, held.Equity)).Select(result => new StressOutcome(
            result.Scenario.Name, result.Scenario.Summary, result.Pnl, result.EquityAfter, [.. result.Lines.Select(line => new StressedHolding(line.Holding.Instrument.Symbol, line.Holding.Worth, line.Pnl))]));
        return new(held.Currency, held.Equity, [.. outcomes], null);
    }

    private static StressReply No(RiskRefusal refusal) => new(null, null, [], refusal);

    private async Task<(Held?, RiskRefusal?)> Given(StressRequest asked, CancellationToken ct)
    {
        var holdings = new List<Holding>();
        foreach (var (holding, index) in asked.Holdings!.Select((holding, index) => (holding, index)))
        {
            var answer = await instruments.ResolveInstrument(new(holding.Symbol), ct);
            if (answer.Instrument is not { } instrument) return (null, new("unknown-instrument", answer.Reason ?? $"No instrument is called '{holding.Symbol}'.", $"holdings[{index}].symbol", answer.Choices));
            holdings.Add(new(instrument, holding.Worth));
        }

        return (new(null, asked.Equity ?? holdings.Sum(holding => holding.Worth), holdings), null);
    }

    private async Task<(Held?, RiskRefusal?)> OfAccounts(string? accountId, CancellationToken ct)
    {
        var accounts = (await trading.ListAccounts(new(accountId), ct)).Accounts;
        if (accounts.Count == 0) return (null, new("unknown-account", accountId is null ? "There is no account." : $"There is no account '{accountId}'.", "accountId"));
        if (accounts.FirstOrDefault(account => account.Currency != accounts[0].Currency && !AccountChoice.AreDollars(account.Currency, accounts[0].Currency)) is { } other)
            return (null, new("other-currency", $"Account {accounts[0].AccountId} is counted in {accounts[0].Currency}, {other.AccountId} in {other.Currency}: ask about one of them.", "accountId", [.. accounts.Select(account => account.AccountId)]));

        var holdings = new List<Holding>();
        foreach (var position in accounts.SelectMany(account => account.Positions))
        {
            if (position.CurrentPrice is not { } price || (await instruments.ResolveInstrument(new(position.Symbol.ToString()), ct)).Instrument is not { } instrument)
                return (null, new(RefusalCodes.NoPrice, $"What {position.Quantity} {position.Symbol} is worth is not known: there is no price of it yet."));
            var worth = instrument.Notional(new(price), new(Math.Abs(position.Quantity))).Amount;
            holdings.Add(new(instrument, position.Quantity < 0m ? -worth : worth));
        }

        return accounts.FirstOrDefault(account => account.Equity is null) is { } unpriced
            ? (null, new(RefusalCodes.NoPrice, $"What account {unpriced.AccountId} is worth is not known: a price is missing."))
            : (new(accounts[0].Currency, accounts.Sum(account => account.Equity!.Value), holdings), null);
    }

    /// <param name="Currency">Null: whatever the holdings were given in.</param>
    private sealed record Held(Currency? Currency, decimal Equity, IReadOnlyList<Holding> Holdings);
}
