using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Commands.Trading;

namespace AlgoTrendy.Tests.Fast.Host;

public sealed class RefusedTests
{
    [Theory]
    [InlineData("No instrument is called 'BTCUSD'.", new[] { "BTCUSDT.SIM" }, "No instrument is called 'BTCUSD'. Possible: BTCUSDT.SIM.")]
    [InlineData("Did you mean BTCUSDT.SIM?", new[] { "BTCUSDT.SIM" }, "Did you mean BTCUSDT.SIM?")]
    [InlineData("40000.005 is off the tick.", new[] { "40000", "40000.01" }, "40000.005 is off the tick. Possible: 40000, 40000.01.")]
    [InlineData("The account is halted.", null, "The account is halted.")]
    public void Choices_are_told_once(string message, string[]? choices, string sentence) => Assert.Equal(sentence, Refused.SentenceOf(new TradingRefusal("some-code", message, Choices: choices)));

    [Theory]
    [InlineData("gate-shut", true, true), InlineData("not-connected", true, true), InlineData("gate-shut", false, false), InlineData("off-tick", true, false)]
    public void An_order_that_needs_a_server_is_told_how_to_start_one(string code, bool isHere, bool isTold) =>
        Assert.Equal(isTold, Refused.HintOf(new(code, "No."), isHere)?.Contains("./algotrendy", StringComparison.Ordinal) ?? false);
}
