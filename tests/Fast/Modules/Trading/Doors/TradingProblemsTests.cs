using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Doors;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Doors;

/// <summary>How refusals look at the doors.</summary>
public sealed class TradingProblemsTests
{
    [Theory]
    [InlineData("invalid", 400)]
    [InlineData("unknown-order", 404)]
    [InlineData("unknown-account", 404)]
    [InlineData("database-full", 503)]
    [InlineData("not-connected", 503)]
    [InlineData("order-not-open", 409)]
    [InlineData("idempotency-key-reused", 409)]
    [InlineData("version-conflict", 412)]
    [InlineData("off-tick", 422)]
    [InlineData("insufficient-cash", 422)]
    [InlineData("halted", 422)]
    public void The_code_decides_the_status(string code, int status)
    {
        var problem = TradingProblems.Of(new(code, "No.")).ProblemDetails;

        Assert.Equal((status, code, "No."), (problem.Status, problem.Extensions["code"], problem.Detail));
    }

    [Fact]
    public void Field_and_choices_stand_beside_the_sentence()
    {
        var problem = TradingProblems.Of(new TradingRefusal("off-tick", "Off.", "limitPrice", ["100.1", "100.2"])).ProblemDetails;

        var errors = Assert.IsType<Dictionary<string, string[]>>(problem.Extensions["errors"]);
        Assert.Equal(["Off."], errors["limitPrice"]);
        Assert.Equal(["100.1", "100.2"], Assert.IsType<IReadOnlyList<string>>(problem.Extensions["choices"], exactMatch: false));
        Assert.False(problem.Extensions.ContainsKey("orderId"));
    }

    [Fact]
    public void No_credentials_show_when_they_are_printed() =>
        Assert.DoesNotContain("s3cr3t", new CredentialBody(CredentialKind.Testnet, "key", "s3cr3t").ToString(), StringComparison.Ordinal);
}
