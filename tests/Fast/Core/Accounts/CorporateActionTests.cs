using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Accounts;

/// <summary>What companies and exchanges do to a position.</summary>
public class CorporateActionTests
{
    private static readonly LotMethod[] Methods = Enum.GetValues<LotMethod>();

    /// <summary>AAPL, 7:1 on 2014-06-09, as LEAN's regression has it: 154 short at 650.00, and 98,919.60 at the close of 06-10.</summary>
    [Fact]
    public void The_split_of_Apple_to_the_cent()
    {
        var account = Desk.Open(100_000m, Desk.Apple);
        account.Trade(0, -154m, 650m, fee: 1m);
        account.Mark(0, 645.57);

        account.Split(0, 0.1428572m, 645.57m, Desk.Day(1));

        // 154 / 0.1428572 = 1077.99957; 0.99957 x 645.57 x 0.1428572 = 92.18 are paid for what is no whole share.
        Assert.Equal(-1_077m, account.Positions[0].Quantity);
        Assert.Equal(100_000m + 154m * 650m - 1m - 92.18m, account.Cash);
        Assert.Equal(92.2243, account.MarkOf(0), 4);

        account.Mark(0, 93.86);
        Assert.Equal(98_919.60m, account.Equity);
    }

    /// <summary>A dividend of SPY of 1998: 0.36 a share, on 512 shares.</summary>
    [Theory]
    [InlineData(512, 184.32)]
    [InlineData(-512, -184.32)]
    [InlineData(0, 0)]
    public void A_dividend_is_paid_on_what_is_held_and_by_who_is_short(int shares, double paid)
    {
        var account = Desk.Open(100_000m, Desk.Apple);
        if (shares != 0) account.Trade(0, shares, 97.50m);
        var cash = account.Cash;

        account.PayDividend(0, 0.36m, Desk.Day(1));

        Assert.Equal((decimal)paid, account.Cash - cash);
        Assert.Equal((decimal)paid, account.Explain().Dividends);
    }

    [Fact]
    public void A_split_rescales_every_lot_and_cost_stays() => Assert.All(Methods, method =>
    {
        var account = Desk.Open(new AccountRules { Lots = method }, Desk.Apple);
        account.Trade(0, 1m, 10m);
        account.Trade(0, 2m, 11m, day: 1);
        account.Mark(0, 12);

        account.Split(0, 0.3333333333m, 12m, Desk.Day(2));

        // 3 / 0.3333333333 = 9.0000000009, of which 0.0000000009 are worth no cent.
        Assert.Equal((9m, 32m), (account.Positions[0].Quantity, decimal.Round(account.Positions[0].Cost, 6)));
        if (method == LotMethod.Average) return;
        Assert.Equal(account.Positions[0].Cost, account.Positions[0].Lots.Sum(lot => lot.Cost));
        Assert.Equal([1L, 2L], account.Positions[0].Lots.Select(lot => lot.Id));
    });

    [Fact]
    public void A_reverse_split_pays_out_what_is_less_than_a_share()
    {
        var account = Desk.Open(10_000m, Desk.Apple);
        account.Trade(0, 25m, 2m);

        account.Split(0, 10m, 2m, Desk.Day(1));

        // 2.5 shares: half of one at 20; it cost 50 / 2.5 / 2 = 10, as much as it brought.
        Assert.Equal((2m, 40m, 9_960m, 0m), (account.Positions[0].Quantity, account.Positions[0].Cost, account.Cash, account.Positions[0].RealizedPnl));
        Assert.Equal(10_000m, account.Equity);
    }

    [Fact]
    public void A_split_that_leaves_less_than_can_be_counted_pays_all_of_it_out()
    {
        var account = Desk.Open(new AccountRules { StartingCash = new(10_000m, Currency.Usd), Lots = LotMethod.Fifo }, Desk.Apple with { LotSize = 0.00000001m });
        account.Trade(0, 0.00000001m, 20_000m);

        account.Split(0, 1_000m, 20_000m, Desk.Day(1));

        Assert.Equal((true, 0m), (account.Positions[0].IsFlat, account.Positions[0].Cost));
        Assert.Empty(account.Positions[0].Lots);
    }

    [Fact]
    public void A_new_ticker_takes_position_lots_and_cost()
    {
        var account = Desk.Open(new AccountRules { StartingCash = new(10_000m, Currency.Usd), Lots = LotMethod.Fifo }, Desk.Stock("FB", Currency.Usd), Desk.Stock("META", Currency.Usd));
        account.Trade(0, 10m, 200m);
        account.Mark(0, 196);

        account.Rename(0, 1, Desk.Day(1));

        Assert.Equal((true, 10m, 2_000m), (account.Positions[0].IsFlat, account.Positions[1].Quantity, account.Positions[1].Cost));
        Assert.Equal(new Lot(1, Desk.Start, 10m, 2_000m), Assert.Single(account.Positions[1].Lots));
        Assert.Equal((9_960m, 0m, 9_960.0), (account.Equity, account.Explain().Realized, account.EquityMark));
        Assert.Throws<ArgumentException>(() => { account.Trade(0, 1m, 5m); account.Rename(0, 1, Desk.Day(2)); });
    }

    [Fact]
    public void An_expired_future_is_settled_at_the_settlement_price()
    {
        var account = Desk.Open(100_000m, Desk.Mini);
        account.Trade(0, -2m, 5_000m);

        account.SettleExpiry(0, new(4_990.10m), Desk.Day(1));

        // 9.90 x 2 x 50.
        Assert.Equal((true, 100_990m, 100_990m), (account.Positions[0].IsFlat, account.Cash, account.Equity));
    }

    [Fact]
    public void A_roll_realises_one_contract_and_opens_the_next_and_costs_the_fee()
    {
        var account = Desk.Open(100_000m, Desk.Mini, Desk.Mini with { Symbol = new("ESM24", "TEST") });
        account.Trade(0, 2m, 5_000m);

        account.Roll(0, 1, new(5_010m), new(5_060m), 8m, Desk.Day(1));

        Assert.Equal((0m, 2m, 5_060m), (account.Positions[0].Quantity, account.Positions[1].Quantity, account.Positions[1].AveragePrice));
        Assert.Equal((100_992m, 8m), (account.Equity, account.FeesPaid));
    }

    [Fact]
    public void The_jump_of_a_continuous_future_at_a_roll_is_nobodys_gain()
    {
        var account = Desk.Open(100_000m, Desk.Mini);
        account.Trade(0, 2m, 5_000m);

        account.Roll(0, 0, new(5_000m), new(5_060m), 0m, Desk.Day(1));

        Assert.Equal((100_000m, 100_000.0), (account.Equity, account.EquityMark));
    }
}
