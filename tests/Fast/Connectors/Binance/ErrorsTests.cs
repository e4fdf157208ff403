using System.Text;
using AlgoTrendy.Connectors.Binance;
using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Tests.Fast.Connectors.Binance;

/// <summary>Every answer to a write is done, not done, or unknown; the codes are those of errors.md.</summary>
public class ErrorsTests
{
    [Theory]
    [InlineData(400, -1003, "Too many requests queued.", BrokerRefusals.RateLimited)]
    [InlineData(400, -1013, "Filter failure: LOT_SIZE", BrokerRefusals.FilterFailed)]
    [InlineData(400, -1013, "Filter failure: NOTIONAL", "below-minimum-notional")]
    [InlineData(400, -1013, "Filter failure: MIN_NOTIONAL", "below-minimum-notional")]
    [InlineData(400, -1015, "Too many new orders.", BrokerRefusals.RateLimited)]
    [InlineData(400, -1021, "Timestamp for this request is outside of the recvWindow.", BrokerRefusals.ClockSkew)]
    [InlineData(400, -1022, "Signature for this request is not valid.", BrokerRefusals.CredentialsRefused)]
    [InlineData(400, -1100, "Illegal characters found in a parameter.", BrokerRefusals.BadRequest)]
    [InlineData(400, -1111, "Parameter 'price' has too much precision.", BrokerRefusals.BadRequest)]
    [InlineData(400, -1121, "Invalid symbol.", BrokerRefusals.BadRequest)]
    [InlineData(400, -2010, "Account has insufficient balance for requested action.", "insufficient-cash")]
    [InlineData(400, -2010, "Duplicate order sent.", BrokerRefusals.DuplicateOrder)]
    [InlineData(400, -2010, "Order would immediately match and take.", "post-only")]
    [InlineData(400, -2010, "Market is closed.", BrokerRefusals.MarketClosed)]
    [InlineData(400, -2010, "This account may not place or cancel orders.", BrokerRefusals.AccountRestricted)]
    [InlineData(400, -2010, "Something new.", BrokerRefusals.Rejected)]
    [InlineData(400, -2011, "Unknown order sent.", BrokerRefusals.OrderNotOpen)]
    [InlineData(401, -2015, "Invalid API-key, IP, or permissions for action.", BrokerRefusals.CredentialsRefused)]
    [InlineData(429, -1003, "Too much request weight used.", BrokerRefusals.RateLimited)]
    [InlineData(418, -1003, "Way too much request weight used; IP banned.", BrokerRefusals.Banned)]
    // Codes whose texts leave open whether the engine has it.
    [InlineData(400, -1000, "An unknown error occurred while processing the request.", null)]
    [InlineData(400, -1001, "Internal error; unable to process your request.", null)]
    [InlineData(400, -1006, "An unexpected response was received from the message bus. Execution status unknown.", null)]
    [InlineData(400, -1007, "Timeout waiting for response from backend server. Send status unknown; execution status unknown.", null)]
    [InlineData(400, -1008, "Server is currently overloaded with other requests.", null)]
    [InlineData(400, -9999, "A code that nobody has heard of.", null)]
    // Whatever the body says, 5xx is unknown.
    [InlineData(500, -2010, "Account has insufficient balance for requested action.", null)]
    [InlineData(503, -1121, "Invalid symbol.", null)]
    [InlineData(504, -1007, "Timeout waiting for response from backend server.", null)]
    public void A_code_is_a_refusal_or_leaves_it_open(int status, int code, string message, string? refusal)
    {
        var outcome = Outcomes.Write(Said(status, $$"""{"code":{{code}},"msg":"{{message}}"}"""), _ => throw new InvalidOperationException("Not a success."));

        if (refusal is null) Assert.IsType<WriteOutcome.Unknown>(outcome);
        else Assert.Equal(refusal, Assert.IsType<WriteOutcome.Refused>(outcome).Reason.Code);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"symbol":"BTCUSDT","orderId":1""")]
    [InlineData(302, "")]
    [InlineData(400, "<html>Bad gateway</html>")]
    [InlineData(404, "")]
    [InlineData(502, "<html>Bad gateway</html>")]
    public void What_cannot_be_read_is_unknown(int status, string body)
    {
        var outcome = Outcomes.Write(Said(status, body), text => [Reports.Order(Outcomes.Parsed(text, Messages.Default.OrderMessage))]);

        Assert.IsType<WriteOutcome.Unknown>(outcome);
    }

    [Theory]
    [InlineData(400, """{"code":-2013,"msg":"Order does not exist."}""", typeof(OrderAnswer.NotFound))]
    [InlineData(400, """{"code":-2026,"msg":"Order was archived."}""", typeof(OrderAnswer.Archived))]
    [InlineData(400, """{"code":-1121,"msg":"Invalid symbol."}""", typeof(OrderAnswer.Unknown))]
    [InlineData(500, """{"code":-2013,"msg":"Order does not exist."}""", typeof(OrderAnswer.Unknown))]
    [InlineData(404, "", typeof(OrderAnswer.Unknown))]
    [InlineData(200, "{}", typeof(OrderAnswer.Unknown))]
    public void Not_found_is_only_what_the_venue_says_in_so_many_words(int status, string body, Type answer) =>
        Assert.IsType(answer, Outcomes.Order(Said(status, body)));

    [Theory]
    [InlineData(409, "SUCCESS", "FAILURE", typeof(ReplaceOutcome.OnlyCancelled))]
    [InlineData(400, "FAILURE", "NOT_ATTEMPTED", typeof(ReplaceOutcome.Kept))]
    [InlineData(400, "FAILURE", "SUCCESS", typeof(ReplaceOutcome.Unknown))]
    [InlineData(500, "FAILURE", "NOT_ATTEMPTED", typeof(ReplaceOutcome.Unknown))]
    public void A_replace_can_succeed_by_half(int status, string cancelled, string placed, Type outcome)
    {
        var code = status == 409 ? Errors.ReplacedByHalf : Errors.NotReplaced;
        var body = $$$"""{"code":{{{code}}},"msg":"Failed.","data":{"cancelResult":"{{{cancelled}}}","newOrderResult":"{{{placed}}}","cancelResponse":{"code":-2011,"msg":"Unknown order sent."},"newOrderResponse":null}}""";

        Assert.IsType(outcome, Outcomes.Replace(Said(status, body)));
    }

    [Fact]
    public void A_request_without_an_answer_is_unknown_and_one_that_never_left_is_refused()
    {
        var lost = Outcomes.Write(new Reply.Lost("Nothing came."), _ => []);
        var kept = Outcomes.Write(new Reply.NotSent(new("rate-limited", "Too much.")), _ => []);

        Assert.IsType<WriteOutcome.Unknown>(lost);
        Assert.IsType<WriteOutcome.Refused>(kept);
    }

    private static Reply.Said Said(int status, string body) => new(status, Encoding.UTF8.GetBytes(body), null);
}
