using System.Text.Json;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Modules.Backtesting.Report;
using AlgoTrendy.Tests.Fast.Modules.Backtesting.Searching;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Report;

public class SearchReportWriterTests
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>";

    [Theory]
    [InlineData("search-grid"), InlineData("search-random"), InlineData("search-one-range"), InlineData("search-failures"), InlineData("search-hostile")]
    public async Task A_page_has_all_trials_the_best_first(string name)
    {
        var search = await Sample(name);

        var page = Write(search);

        SamplePage.Keep(name, page);
        using var data = JsonDocument.Parse(SamplePage.DataOf(page));
        var written = data.RootElement.GetProperty("search");
        Assert.Equal(search.Best.ResultHash, data.RootElement.GetProperty("resultHash").GetString());
        Assert.Equal(search.SearchHash, written.GetProperty("searchHash").GetString());
        Assert.Equal(search.Trials.Select(trial => trial.Number), written.GetProperty("trials").GetProperty("number").EnumerateArray().Select(number => number.GetInt32()));
        Assert.All(written.GetProperty("ranges").EnumerateArray(), range =>
        {
            var values = range.GetProperty("values").EnumerateArray().Select(value => value.GetString()).ToArray();
            var parameter = range.GetProperty("parameter").GetString()!;
            Assert.Equal(search.Trials.Select(trial => trial.Parameters[parameter]), range.GetProperty("places").EnumerateArray().Select(place => values[place.GetInt32()]));
        });
    }

    [Fact]
    public async Task No_value_can_become_markup()
    {
        var page = Write(await Sample("search-hostile"));

        Assert.Equal(2, page.Split("</script", StringSplitOptions.None).Length - 1);
        Assert.DoesNotContain("<img", SamplePage.DataOf(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_title_says_what_it_is()
    {
        Assert.Contains("<title>ema-cross on BTCUSDT.SIM: AlgoTrendy parameter search</title>", Write(await Sample("search-one-range")), StringComparison.Ordinal);
    }

    private static async Task<OptimizationResult> Sample(string name) => name switch
    {
        "search-random" => await SampleSearch.Run(SampleSearch.Request(("fast", "2..200"), ("slow", "*"), ("weight", "*")) with { Search = SearchMethod.Random, Trials = 80, Objective = "maxDrawdown" }),
        "search-one-range" => await SampleSearch.Run(SampleSearch.Request(("fast", "5..40:5"))),
        "search-failures" => await SampleSearch.Run(SampleSearch.Grid(typeof(Breaks), ("which", "0..5"))),
        "search-hostile" => HostileTo(await SampleSearch.Run(SampleSearch.Request(("fast", "5,10"), ("slow", "20,30")))),
        _ => await SampleSearch.Run(SampleSearch.Request(("fast", "5..40:5"), ("slow", "10..100:10"), ("weight", "0.5,1"))),
    };

    private static OptimizationResult HostileTo(OptimizationResult search) => search with
    {
        Ranges = [search.Ranges[0] with { Parameter = Hostile, Values = [.. search.Ranges[0].Values.Select(value => Hostile + value)] }, search.Ranges[1]],
        Trials = [.. search.Trials.Select(trial => trial with { Failure = Hostile, Parameters = new Dictionary<string, string> { [Hostile] = Hostile + trial.Parameters["fast"], ["slow"] = trial.Parameters["slow"] } })],
        Failed = search.Trials.Count,
        Skipped = 1,
        FirstSkipped = Hostile,
        Cautions = [Hostile],
        Deflation = search.Deflation with { Sentence = Hostile },
    };

    private static string Write(OptimizationResult search)
    {
        using var page = new StringWriter();
        ReportWriter.Write(page, search, [SampleSearch.Bars], SampleSearch.Bars);
        return page.ToString();
    }
}
