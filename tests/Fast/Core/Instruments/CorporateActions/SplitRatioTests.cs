using System.Globalization;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Accounts;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Core.Instruments.CorporateActions;

/// <summary>A factor is the ratio that it was rounded from.</summary>
public class SplitRatioTests
{
    private const int Most = 100;

    [Theory]
    [InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8), InlineData(9), InlineData(10)]
    public void Every_ratio_of_small_numbers_is_found_from_so_many_places(int places)
    {
        var missed = new List<string>();
        for (var whole = 1; whole <= Most; whole++)
            for (var parts = 1; parts <= Most; parts++)
                if (SplitRatio.Of(decimal.Round((decimal)whole / parts, places)) != (decimal)whole / parts) missed.Add($"{whole}:{parts}");

        Assert.Empty(missed);
    }

    [Theory]
    [InlineData("0.142857", 100, 700)]    // 7:1
    [InlineData("0.1428572", 154, 1_078)] // 7:1 as LEAN has it, rounded up
    [InlineData("0.1428570000", 1, 7)]    // 7:1 in a column of ten places
    [InlineData("0.666667", 100, 150)]    // 3:2
    [InlineData("0.6666", 100, 0)]        // cut, of which four places say too little
    [InlineData("8", 800, 100)]           // 1:8
    [InlineData("0.95238", 100, 105)]     // a stock dividend of 5 %
    [InlineData("0.9524", 1_000, 1_050)]
    [InlineData("0.961538", 50, 52)]      // of 4 %
    [InlineData("1.5", 3, 2)]
    [InlineData("33.3333", 100, 3)]       // 3:100
    public void What_is_held_afterwards_is_what_the_ratio_says(string factor, int before, int after)
    {
        var ratio = SplitRatio.Of(Number(factor));
        var account = Desk.Open(new AccountRules { StartingCash = new(1_000_000m, Currency.Usd), Lots = LotMethod.Fifo }, Desk.Apple);
        account.Trade(0, before, 100m);
        var cash = account.Cash;

        account.Split(0, ratio, 100m, Desk.Day(1));

        if (after == 0)
        {
            Assert.Equal(Number(factor), ratio);
            return;
        }

        Assert.Equal((after, cash), (account.Positions[0].Quantity, account.Cash));
        Assert.Equal([(decimal)after], account.Positions[0].Lots.Select(lot => lot.Quantity));
    }

    [Theory]
    [InlineData("0.9573"), InlineData("0.95731"), InlineData("0.957312"), InlineData("0.9570000"), InlineData("0.870219"), InlineData("1.037261")] // spin-offs
    [InlineData("0.95"), InlineData("0.143"), InlineData("0.333"), InlineData("0.7")]                                                                // too short to say more
    [InlineData("150"), InlineData("0.0001"), InlineData("0.000000001"), InlineData("1000000"), InlineData("123.456789"), InlineData("0.0099")]      // beyond small numbers
    public void Another_factor_is_left_alone(string factor) => Assert.Equal(Number(factor), SplitRatio.Of(Number(factor)));

    [Fact]
    public void No_factor_moves_by_more_than_its_own_rounding() => Prop.ForAll<int, byte>((number, scale) =>
    {
        var places = 4 + scale % 7;
        var factor = new decimal(Math.Abs(number % 30_000_000) + 1, 0, 0, false, (byte)places);

        return Math.Abs(SplitRatio.Of(factor) - factor) <= new decimal(1, 0, 0, false, (byte)Math.Min(places, 6));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    /// <summary>Whatever is held, in lots or not: 1/7 is no decimal, and what is divided by it is rounded to ten places.</summary>
    [Fact]
    public void Shares_that_a_ratio_divides_are_all_there() => Prop.ForAll<int, int, int>((whole, parts, shares) =>
    {
        var (over, under, held) = (1 + Math.Abs(whole % Most), 1 + Math.Abs(parts % Most), (1m + Math.Abs(shares % 1_000_000)) * 1_000_000m);
        var account = Desk.Open(new AccountRules { StartingCash = new(1_000_000m, Currency.Usd), Kind = AccountKind.Margin, Lots = LotMethod.Fifo }, Desk.Apple);
        account.Trade(0, held * over, 1m);
        account.Trade(0, over, 1m);
        var cash = account.Cash;

        account.Split(0, SplitRatio.Of(decimal.Round((decimal)over / under, 6)), 1m, Desk.Day(1));

        return account.Positions[0].Quantity == (held + 1m) * under && account.Cash == cash && account.Positions[0].Lots.Select(lot => lot.Quantity).SequenceEqual([held * under, under]);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>A table of running products: each of its numbers is rounded, and the step between two is not known better than both.</summary>
    [Theory]
    [InlineData("0.03571430", "0.25", 1, 7)]
    [InlineData("0.0357143", "0.25", 1, 7)]
    [InlineData("0.01785710", "0.03571430", 1, 2)]
    [InlineData("0.00892857", "0.01785710", 1, 2)]
    [InlineData("0.047619", "0.142857", 1, 3)]
    [InlineData("0.6349206", "0.6666667", 20, 21)]
    [InlineData("1.142857", "0.142857", 8, 1)]
    [InlineData("1", "3", 1, 3)]
    [InlineData("0.1", "0.2", 1, 2)]
    public void A_step_of_rounded_products_is_the_ratio(string before, string after, int whole, int parts) =>
        Assert.Equal((decimal)whole / parts, SplitRatio.Between(Number(before), Number(after)));

    [Theory]
    [InlineData("0.9573", "1"), InlineData("0.478655", "0.5"), InlineData("0.00000001", "0.00000003"), InlineData("0.000000001", "1000000"), InlineData("1000000", "0.000000001")]
    public void A_step_that_is_no_such_ratio_or_not_known_well_is_left_alone(string before, string after) =>
        Assert.Equal(Number(before) / Number(after), SplitRatio.Between(Number(before), Number(after)));

    [Fact]
    public void A_table_of_factors_has_the_ratio_and_what_was_written()
    {
        var split = Assert.Single(new AdjustmentFactors([new(new(2014, 6, 6), 1m, 0.03571430m, 645.57m), new(new(2014, 8, 6), 1m, 0.25m, 94.97m)]).Splits);

        Assert.Equal((1m / 7m, 0.1428572m), (split.Factor, split.Written));
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
