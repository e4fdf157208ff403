using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Modules.Backtesting.Searching;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Searching;

public enum Mood
{
    Calm,
    Wild,
    VeryWild,
}

public sealed record EverythingParameters
{
    [Parameter("Whole", Min = 1, Max = 1000)]
    public int Length { get; init; } = 20;

    [Parameter("Real", Min = 0.01, Max = 1)]
    public double Share { get; init; } = 0.5;

    [Parameter("Exact", Min = -5, Max = 5)]
    public decimal Offset { get; init; } = 1m;

    [Parameter("Without limits")]
    public int Free { get; init; } = 7;

    public bool IsOn { get; init; }

    public Mood Mood { get; init; }

    public string Note { get; init; } = "";
}

[Strategy("everything", "Has a parameter of every type")]
public sealed class Everything(EverythingParameters parameters) : Strategy
{
    public EverythingParameters Parameters => parameters;
}

public class RangeTextTests
{
    private static readonly StrategyDefinition Definition = StrategyDefinition.Of(typeof(Everything));

    [Theory]
    [InlineData("length", "5..20:5", "5 10 15 20")]
    [InlineData("length", "5..21:5", "5 10 15 20")]
    [InlineData("length", "3..5", "3 4 5")]
    [InlineData("length", "7", "7")]
    [InlineData("length", "7..7", "7")]
    [InlineData("length", "20, 5,100", "5 20 100")]
    [InlineData("length", "1e1..3e1:1e1", "10 20 30")]
    [InlineData("length", " 1 .. 2 : 1 ", "1 2")]
    [InlineData("share", "0.1..0.7:0.1", "0.1 0.2 0.3 0.4 0.5 0.6 0.7")]
    [InlineData("share", "0.10,0.050", "0.05 0.1")]
    [InlineData("offset", "-1..1:0.5", "-1 -0.5 0 0.5 1")]
    [InlineData("offset", "-.5...5:.5", "-0.5 0 0.5")]
    [InlineData("free", "-2..2:2", "-2 0 2")]
    [InlineData("isOn", "*", "true false")]
    [InlineData("isOn", "false", "false")]
    [InlineData("mood", "*", "calm wild veryWild")]
    [InlineData("mood", "veryWild,calm", "calm veryWild")]
    [InlineData("note", "b,a", "a b")]
    public void A_range_is_its_values_in_order(string name, string text, string values)
    {
        var (range, fault) = new RangeText(Definition, SearchMethod.Grid).Read(name, text);

        Assert.True(range is not null, fault);
        Assert.Equal(values, string.Join(' ', range.Values));
    }

    [Theory]
    [InlineData("length", "20..5", "ends at 5, before it begins at 20")]
    [InlineData("length", "5..20:0", "it must be above 0")]
    [InlineData("length", "5..20:-5", "it must be above 0")]
    [InlineData("length", "5..20:x", "FROM..TO:STEP")]
    [InlineData("length", "5..20:", "FROM..TO:STEP")]
    [InlineData("length", "..20", "FROM..TO:STEP")]
    [InlineData("length", "5..", "FROM..TO:STEP")]
    [InlineData("length", "5..20:1:2", "FROM..TO:STEP")]
    [InlineData("length", "NaN..20", "FROM..TO:STEP")]
    [InlineData("length", "5..1e400", "FROM..TO:STEP")]
    [InlineData("length", "5..20:0.5", "'5.5' is no value of length")]
    [InlineData("length", "0..20:5", "length is 0; it must be a whole number from 1 to 1000")]
    [InlineData("length", "5..2000:5", "length is 1005")]
    [InlineData("length", "5,,7", "'' is no value of length")]
    [InlineData("length", "", "'' is no value of length")]
    [InlineData("length", "5,5", "given twice")]
    [InlineData("share", "0.1,0.10", "given twice")]
    [InlineData("share", "0.1..0.9", "A grid needs to know the steps of share")]
    [InlineData("share", "*", "A grid needs to know the steps of share")]
    [InlineData("share", "0.01..1:0.000001", "more than 100000 values")]
    [InlineData("offset", "-5..5:0.0000000000000000000000000001", "more than 100000 values")]
    [InlineData("free", "*", "free has no limits of its own")]
    [InlineData("note", "*", "note has no limits of its own; say what to try, as in note=one,other")]
    [InlineData("note", "a..b", "note is no number")]
    [InlineData("mood", "calm..wild", "mood is no number")]
    [InlineData("mood", "calm,angry", "'angry' is no value of mood")]
    [InlineData("isOn", "yes", "'yes' is no value of isOn")]
    [InlineData("nosuch", "1..2", "everything has no parameter 'nosuch'; it has length, share")]
    public void What_is_no_range_is_said_in_a_sentence(string name, string text, string hint)
    {
        var (range, fault) = new RangeText(Definition, SearchMethod.Grid).Read(name, text);

        Assert.Null(range);
        Assert.Contains(hint, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_steps_of_a_tenth_add_up_exactly()
    {
        var definition = StrategyDefinition.Of(typeof(Everything));

        var (range, _) = new RangeText(definition, SearchMethod.Grid).Read("offset", "-5..5:0.01");

        Assert.Equal(1_001, range!.Values.Count);
        Assert.Equal(("-5", "-4.99", "0", "5"), (range.Values[0], range.Values[1], range.Values[500], range.Values[^1]));
    }

    [Theory]
    [InlineData("share", "*", 199, "0.01", "0.015", "1")]
    [InlineData("share", "0.1..0.2", 101, "0.1", "0.101", "0.2")]
    [InlineData("share", "0.5..0.5", 1, "0.5", "0.5", "0.5")]
    [InlineData("length", "*", 1_000, "1", "2", "1000")]
    public void A_random_search_takes_round_steps_where_none_are_given(string name, string text, int count, string first, string second, string last)
    {
        var (range, fault) = new RangeText(Definition, SearchMethod.Random).Read(name, text);

        Assert.True(range is not null, fault);
        Assert.Equal((count, first, second, last), (range.Values.Count, range.Values[0], range.Values[Math.Min(1, count - 1)], range.Values[^1]));
    }
}
