using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>What happens to a run's account beside its orders: dividends, splits, the end of contracts, interest, and margin calls.</summary>
internal sealed class AccountDuties(OrderDesk desk, Strategy strategy)
{
    private readonly List<CorporateEvent> _events = [];
    private readonly List<MarginCall> _marginCalls = [];

    public IReadOnlyList<CorporateEvent> Events => _events;

    public IReadOnlyList<MarginCall> MarginCalls => _marginCalls;

    private Account Account => desk.Account;

    /// <summary>Puts what is known beforehand on the agenda.</summary>
    public void Plan(MarketData data, Instant64 from)
    {
        CorporateActions.Plan(data, this, desk.Agenda, from);
        if (!Account.Rules.Financing.IsFree) PlanInterest(Midnight.After(from));
        PlanFunding();
    }

    public void Split(Instrument instrument, Split split)
    {
        var (place, factor) = (desk.PlaceOf(instrument), desk.SplitsAsWritten ? split.Written : split.Factor);
        var held = Account.Positions[place].Quantity;
        var before = Position.Divided(held, factor);
        Account.Split(place, factor, split.ReferenceClose, desk.Now);
        if (before != 0m) _events.Add(new SplitApplied(instrument, desk.Now, factor, before - Account.Positions[place].Quantity, split.ReferenceClose * factor));
        desk.Watch?.OnSplit(place, factor, held);
        desk.Venue.OnSplit(instrument, factor);
        strategy.OnSplit(instrument, factor);
    }

    public void PayDividend(Instrument instrument, Dividend dividend)
    {
        var (place, before) = (desk.PlaceOf(instrument), Account.CashOf(instrument.Currency));
        Account.PayDividend(place, dividend.Amount, desk.Now);
        desk.Watch?.OnDividend(place, dividend.Amount);
        if (Account.CashOf(instrument.Currency) - before is not 0m and var paid) _events.Add(new DividendPaid(instrument, desk.Now, dividend.Amount, paid));
        strategy.OnDividend(instrument, dividend.Amount);
    }

    public void Rename(Instrument old, Instrument next)
    {
        desk.Venue.OnDelisted(old, new(RefusalCodes.Delisted, $"{old.Symbol} trades as {next.Symbol} from now on."));
        var isHeld = desk.PositionOf(old) != 0m;
        Account.Rename(desk.PlaceOf(old), desk.PlaceOf(next), desk.Now);
        if (isHeld) desk.Watch?.OnRename(desk.PlaceOf(old), desk.PlaceOf(next));
        if (isHeld) _events.Add(new TickerChanged(old, desk.Now, next));
    }

    /// <summary>The last moment of a contract: its orders end, and what is held is settled at the last price.</summary>
    public void Expire(Instrument instrument)
    {
        desk.Venue.OnDelisted(instrument, new(RefusalCodes.Delisted, $"{instrument.Symbol} has expired."));
        if (desk.LastPriceOf(instrument) is { } last) desk.Settle(instrument, last, "expiry");
    }

    /// <summary>Once the prices of a moment are known: positions that equity no longer carries are to be closed.</summary>
    public void CheckMargin()
    {
        if (MarginAnswer.To(Account, desk.Open) is not { } answer) return;

        _marginCalls.Add(new(desk.Now, answer.Status));
        foreach (var order in desk.Open.ToArray())
            if (!order.IsOver) desk.Venue.End(order, answer.Reason);
        foreach (var request in answer.Orders) desk.Submit(request, isEmergency: true);
        strategy.OnMarginCall(answer.Status);
    }

    private void PlanInterest(Instant64 midnight) => desk.Agenda.Add(midnight, () =>
    {
        Account.Accrue(midnight, (account, place, amount) =>
        {
            if (account == LedgerAccount.Borrow) Count(FactKind.Borrow, place, amount);
        });
        PlanInterest(Midnight.After(midnight));
    });

    private void PlanFunding()
    {
        if (Account.NextFunding == Instant64.MaxValue) return;
        desk.Agenda.Add(Instant64.Max(Account.NextFunding, desk.Now), () =>
        {
            Account.PayFunding(desk.Now, (place, amount) => Count(FactKind.Funding, place, amount));
            PlanFunding();
        });
    }

    // What a position costs is of the strategy that holds it, for its limits too.
    private void Count(FactKind kind, int place, Money amount) => desk.Watch?.OnEarned(new(kind, desk.Now) { Amount = amount.Amount, Currency = amount.Currency }, place);
}
