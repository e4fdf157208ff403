using System.Text.Json;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.Backtesting.Report;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Report;

public class ReportWriterTests
{
    private const string Hostile = "</script><script>fetch('https://evil.example')</script><img src=x onerror=alert(1)><!--\"'&";
    private const int Megabyte = 1024 * 1024;

    /// <summary>The pages that tests/Browser opens; written here, because only the writer can make them.</summary>
    [Theory]
    [InlineData("typical"), InlineData("no-trades"), InlineData("one-bar"), InlineData("hostile"), InlineData("long"), InlineData("no-prices"), InlineData("two-symbols"), InlineData("leaks")]
    public void A_page_is_small_and_its_data_can_be_read_back(string name)
    {
        var (result, prices) = Sample(name);

        var page = Write(result, prices);

        SamplePage.Keep(name, page);
        Assert.InRange(page.Length, 100_000, 5 * Megabyte);
        using var data = JsonDocument.Parse(SamplePage.DataOf(page));
        Assert.Equal(result.ResultHash, data.RootElement.GetProperty("resultHash").GetString());
        Assert.Equal(result.Trades.Count, data.RootElement.GetProperty("trades").GetProperty("total").GetInt32());
    }

    [Fact]
    public void No_name_can_become_markup()
    {
        var (result, prices) = Sample("hostile");

        var page = Write(result, prices);

        Assert.Equal(2, page.Split("</script", StringSplitOptions.None).Length - 1);
        Assert.DoesNotContain("<img", SamplePage.DataOf(page), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page[..page.IndexOf("<style>", StringComparison.Ordinal)], StringComparison.Ordinal);
        using var data = JsonDocument.Parse(SamplePage.DataOf(page));
        Assert.Equal(Hostile, data.RootElement.GetProperty("manifest").GetProperty("strategy").GetString());
    }

    [Fact]
    public void The_page_allows_its_own_script_and_style_alone()
    {
        var page = Write(Sample("one-bar").Result, []);

        Assert.Contains("default-src 'none'; script-src 'sha256-", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fill_is_in_one_marker()
    {
        var (result, prices) = Sample("long");

        using var data = JsonDocument.Parse(SamplePage.DataOf(Write(result, prices)));

        var counts = data.RootElement.GetProperty("chart").GetProperty("markers").GetProperty("count").EnumerateArray();
        Assert.Equal(result.Fills.Count, counts.Sum(count => count.GetInt32()));
    }

    [Fact]
    public void Numbers_that_json_does_not_have_are_left_out()
    {
        var (result, prices) = Sample("one-bar");
        var odd = result with { Statistics = new Dictionary<string, double> { ["sharpe"] = double.NaN, ["calmar"] = double.PositiveInfinity, ["trades"] = 3 } };

        using var data = JsonDocument.Parse(SamplePage.DataOf(Write(odd, prices)));

        var statistic = Assert.Single(data.RootElement.GetProperty("statistics").EnumerateObject());
        Assert.Equal("trades", statistic.Name);
    }

    private static (BacktestResult Result, IReadOnlyList<BarSeries> Prices) Sample(string name)
    {
        var typical = SampleRun.Bars(6_000, new(4, IntervalUnit.Hour), gap: true);
        switch (name)
        {
            case "no-trades": return (SampleRun.Idle(typical), [typical]);
            case "no-prices": return (SampleRun.Of(typical), []);
            case "leaks": return (SampleRun.Of(typical) with { Lookahead = "leaks", LookaheadFindings = ["At bar 812 it buys; with the bars after 812 cut off it does not."], IsSimulated = false }, [typical]);
            case "hostile": return (HostileTo(SampleRun.Of(typical)), [typical]);
            case "one-bar":
                var one = SampleRun.Bars(1, Interval.OneMinute);
                return (SampleRun.Idle(one), [one]);
            case "long":
                var many = SampleRun.Bars(1_000_000, Interval.OneMinute, gap: true);
                return (SampleRun.Of(many), [many]);
            case "two-symbols":
                var other = SampleRun.Bars(900, Interval.OneDay, seed: 9, instrument: SampleRun.Coin with { Symbol = new("ETHUSDT", "SIM") });
                var first = SampleRun.Bars(1_000, Interval.OneDay);
                return (Joined(SampleRun.Of(first), SampleRun.Of(other)), [first, other]);
            default: return (SampleRun.Of(typical), [typical]);
        }
    }

    private static BacktestResult Joined(BacktestResult first, BacktestResult other) => first with
    {
        Manifest = first.Manifest with { Data = [.. first.Manifest.Data, .. other.Manifest.Data] },
        Fills = [.. first.Fills.Concat(other.Fills).OrderBy(fill => fill.Time)],
        Trades = [.. first.Trades.Concat(other.Trades).OrderBy(trade => trade.EntryTime)],
    };

    private static BacktestResult HostileTo(BacktestResult result) => result with
    {
        Manifest = result.Manifest with { Strategy = Hostile, Code = Hostile, Data = [result.Manifest.Data[0] with { Symbol = Hostile }] },
        Parameters = new Dictionary<string, string> { [Hostile] = Hostile },
        Models = new Dictionary<string, string> { [Hostile] = Hostile },
        Assumptions = [Hostile],
        LookaheadFindings = [Hostile],
        Statistics = new Dictionary<string, double> { [Hostile] = 1 },
        Gaps = [.. result.Gaps.Select(gap => gap with { Symbol = Hostile })],
        Trades = [.. result.Trades.Select(trade => trade with { Symbol = Hostile })],
    };

    private static string Write(BacktestResult result, IReadOnlyList<BarSeries> prices)
    {
        using var page = new StringWriter();
        ReportWriter.Write(page, result, prices, prices is [var first, ..] ? first : null);
        return page.ToString();
    }
}
