using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Accounts;

/// <summary>Whatever happens to an account, at every event its entries explain the change of its equity.</summary>
public class EquityExplainedTests
{
    [Fact]
    public void Every_event_sums_to_zero_in_each_currency() => AtEveryEvent((_, account, before) =>
        Assert.All(account.Ledger.Entries.Skip(before.Entries).GroupBy(entry => (entry.Event, entry.Currency)), booking => Assert.Equal(0m, booking.Sum(entry => entry.Amount))));

    [Fact]
    public void Cash_and_holdings_are_what_the_ledger_says() => AtEveryEvent((_, account, _) =>
    {
        Assert.All(account.Balances, cash => Assert.Equal(cash.Amount, account.SumOf(LedgerAccount.Cash, cash.Currency)));
        Assert.All(account.Balances, cash => Assert.Equal(
            account.Positions.Where(position => !position.Instrument.IsMargined && position.Instrument.Currency == cash.Currency).Sum(position => position.Cost),
            account.SumOf(LedgerAccount.Holdings, cash.Currency)));
    });

    [Fact]
    public void The_parts_add_up_to_equity_and_so_does_its_running_mark() => AtEveryEvent((_, account, _) =>
    {
        AssertAlike(account.Equity, account.Explain().Total);
        Assert.Equal((double)account.Equity, account.EquityMark, tolerance: 0.0001);
        AssertAlike(account.FeesPaid, -account.Explain().Fees);
    });

    /// <summary>Counted again from the entries and the quantities alone.</summary>
    [Fact]
    public void Entries_and_the_worth_of_positions_explain_the_change_of_equity() => AtEveryEvent((life, account, before) =>
    {
        if (life.WasMark) return;
        var cash = account.Ledger.Entries.Skip(before.Entries).Where(entry => entry.Account == LedgerAccount.Cash).Sum(entry => entry.Amount * account.RateOf(entry.Currency)!.Value);
        AssertAlike(cash + life.Worth() - before.Worth, account.Equity - before.Equity);
    });

    [Fact]
    public void Only_a_moving_rate_revalues_and_by_what_is_there_in_its_currency() => AtEveryEvent((life, account, before) =>
        AssertAlike(before.Explained.Revaluation + before.Foreign.Sum(one => one.Net * (account.RateOf(one.Currency)!.Value - one.Rate)), account.Explain().Revaluation));

    /// <summary>Each kind of event changes its own part, and no other.</summary>
    [Fact]
    public void A_mark_realises_nothing_and_a_rename_nothing_at_all() => AtEveryEvent((life, account, before) =>
    {
        var (was, now) = (before.Explained, account.Explain());
        if (life.WasMark) Assert.Equal(was with { Unrealized = 0m, Revaluation = 0m }, now with { Unrealized = 0m, Revaluation = 0m });
        if (life.Last == "rename") Assert.Equal(was with { Unrealized = 0m }, now with { Unrealized = 0m });
        if (life.Last == "split") Assert.Equal((was.Dividends, was.Fees, was.Capital, was.Funding), (now.Dividends, now.Fees, now.Capital, now.Funding));
    });

    [Fact]
    public void Lots_add_up_to_the_position_and_closed_ones_to_what_it_realised() => AtEveryEvent((_, account, _) => Assert.All(account.Positions, position =>
    {
        if (account.Rules.Lots == LotMethod.Average) return;
        Assert.Equal((position.Quantity, position.Cost), (position.Lots.Sum(lot => lot.Quantity), position.Lots.Sum(lot => lot.Cost)));
        Assert.Equal(position.RealizedPnl, position.ClosedLots.Sum(lot => lot.Gain));
    }));

    [Fact]
    public void A_cash_account_owes_nothing_in_a_foreign_currency() => AtEveryEvent((_, account, _) =>
    {
        if (account.Rules.Kind == AccountKind.Cash) Assert.All(account.Balances.Skip(1), cash => Assert.True(cash.Amount >= 0m, $"{cash} is owed."));
    });

    // Sums of rates with 28 digits differ in their last; a cent is ten million times as much as is let pass.
    private static void AssertAlike(decimal expected, decimal actual) => Assert.True(Math.Abs(expected - actual) < 0.000000001m, $"{expected} was expected, {actual} came.");

    private static void AtEveryEvent(Action<RandomLife, Account, Snapshot> check) => Prop.ForAll<ulong>(seed =>
    {
        var life = new RandomLife(seed);
        for (var step = 0; step < 80; step++)
        {
            var before = life.Look();
            life.Step();
            check(life, life.Account, before);
        }
    }).QuickCheckThrowOnFailure();
}
