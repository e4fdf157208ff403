using System.Text.Json;
using System.Text.RegularExpressions;
using AlgoTrendy.Tests.Fast.Architecture;

namespace AlgoTrendy.Tests.Fast.Modules.Risk;

/// <summary>What docs/risk.md shows is tried as it stands there.</summary>
[Between("risk", "trading", "market-data")]
public sealed partial class LimitExampleTests
{
    /// <summary>The page is what people copy from.</summary>
    [Fact]
    public async Task The_examples_of_the_page_make_a_limit_and_change_it()
    {
        await using var house = await RiskHouse.Open();
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "risk.md"), TestContext.Current.CancellationToken);
        var examples = Example().Matches(page);

        List<(int, string?, string)> answers = [];
        foreach (Match example in examples)
        {
            var answer = await house.Send("risk", HttpMethod.Put, example.Groups["path"].Value, example.Groups["body"].Value, example.Groups["seen"].Value);
            answers.Add((answer.Status, answer.Tag, string.Join(' ', answer.Json.GetProperty("items").EnumerateArray().Where(limit => Text(limit, "limitId") == "bitcoin").Select(limit => $"{Text(limit, "rule")} {Text(limit, "value")}"))));
        }

        Assert.Equal([(200, "\"2\"", "maxPosition 2"), (200, "\"3\"", "maxPosition 3")], answers);
    }

    [GeneratedRegex("""curl -s -X PUT localhost:9000/api/v1(?<path>\S+) .*If-Match: (?<seen>"\d+")' \\\s+-d '(?<body>[^']+)'""")]
    private static partial Regex Example();

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
