using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>What a reply means: done, not done, or nobody knows.</summary>
internal static class Outcomes
{
    private const string Unreadable = "Binance answered with what this version can't read; whether it was done is open.";

    public static WriteOutcome Write(Reply reply, Func<byte[], IReadOnlyList<VenueOrder>> read)
    {
        switch (reply)
        {
            case Reply.NotSent no: return new WriteOutcome.Refused(no.Reason, no.RetryAfter);
            case Reply.Lost lost: return new WriteOutcome.Unknown(lost.Why);
            case Reply.Said { IsSuccess: true } said:
                return TryRead(() => read(said.Body), out var orders) && orders.Count > 0 ? new WriteOutcome.Accepted(orders) : new WriteOutcome.Unknown(Unreadable);
            case Reply.Said said:
                return RefusalOf(said) is { } reason ? new WriteOutcome.Refused(reason, said.RetryAfter) : new WriteOutcome.Unknown(Unclear(said));
            default: throw new InvalidOperationException($"No meaning for {reply.GetType().Name}.");
        }
    }

    public static ReplaceOutcome Replace(Reply reply)
    {
        switch (reply)
        {
            case Reply.NotSent no: return new ReplaceOutcome.Kept(no.Reason, no.RetryAfter);
            case Reply.Lost lost: return new ReplaceOutcome.Unknown(lost.Why);
            case Reply.Said { IsSuccess: true } said:
                return TryRead(() => Reports.Order(Parsed(said.Body, Messages.Default.ReplaceMessage).NewOrderResponse.Deserialize(Messages.Default.OrderMessage)!), out var order)
                    ? new ReplaceOutcome.Replaced(order)
                    : new ReplaceOutcome.Unknown(Unreadable);
            case Reply.Said { Status: < 500 } said when TryRead(() => Parsed(said.Body, Messages.Default.ReplaceErrorMessage), out var error) && error.Code is Errors.ReplacedByHalf or Errors.NotReplaced:
                return ByParts(error.Data);
            case Reply.Said said:
                return RefusalOf(said) is { } reason ? new ReplaceOutcome.Kept(reason, said.RetryAfter) : new ReplaceOutcome.Unknown(Unclear(said));
            default: throw new InvalidOperationException($"No meaning for {reply.GetType().Name}.");
        }
    }

    public static Answer<T> Answer<T>(Reply reply, Func<byte[], T> read) => reply switch
    {
        Reply.NotSent no => new Answer<T>.Unavailable(no.Reason, no.RetryAfter),
        Reply.Lost lost => new Answer<T>.Unavailable(new(BrokerRefusals.Unreachable, lost.Why)),
        Reply.Said { IsSuccess: true } said => TryRead(() => read(said.Body), out var value) ? new Answer<T>.Got(value) : new Answer<T>.Unavailable(new(BrokerRefusals.UnknownAnswer, Unreadable)),
        Reply.Said said => new Answer<T>.Unavailable(RefusalOf(said) ?? new(BrokerRefusals.UnknownAnswer, Unclear(said)), said.RetryAfter),
        _ => throw new InvalidOperationException($"No meaning for {reply.GetType().Name}."),
    };

    public static OrderAnswer Order(Reply reply)
    {
        // Only these words of the venue itself count as "there is none".
        if (reply is Reply.Said { Status: 400 or 404 } no && ErrorOf(no) is { } error)
        {
            if (error.Code == Errors.NoSuchOrder) return new OrderAnswer.NotFound();
            if (error.Code == Errors.Archived) return new OrderAnswer.Archived(error.Msg ?? "");
        }

        return Answer(reply, body => Reports.Order(Parsed(body, Messages.Default.OrderMessage))) switch
        {
            Answer<VenueOrder>.Got got => new OrderAnswer.Found(got.Value),
            Answer<VenueOrder>.Unavailable none => new OrderAnswer.Unknown(none.Reason, none.RetryAfter),
            _ => throw new InvalidOperationException("An answer is one of two."),
        };
    }

    /// <exception cref="JsonException">Not such a message.</exception>
    public static T Parsed<T>(byte[] body, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(body, type) ?? throw new JsonException("null is no message.");

    private static ReplaceOutcome ByParts(ReplacePartsMessage? parts) => (parts?.CancelResult, parts?.NewOrderResult) switch
    {
        ("FAILURE", "NOT_ATTEMPTED" or "FAILURE") => new ReplaceOutcome.Kept(Part(parts.CancelResponse)),
        ("SUCCESS", "FAILURE" or "NOT_ATTEMPTED") => new ReplaceOutcome.OnlyCancelled(Part(parts.NewOrderResponse)),
        _ => new ReplaceOutcome.Unknown(Unreadable),
    };

    private static Refusal Part(JsonElement response)
    {
        var error = TryRead(() => response.Deserialize(Messages.Default.ErrorMessage), out var found) ? found : null;
        return (error is null ? null : Errors.RefusalOf(error.Code, error.Msg)) ?? new(BrokerRefusals.Rejected, $"Binance refused with {error?.Code}: {error?.Msg}");
    }

    private static Refusal? RefusalOf(Reply.Said said) => said.Status switch
    {
        >= 500 => null,
        429 => new(BrokerRefusals.RateLimited, "Binance's limit of requests or orders is used up (429); nothing was done."),
        418 => new(BrokerRefusals.Banned, "Binance has banned this address for a while (418); nothing was done."),
        403 => new(BrokerRefusals.Banned, "Binance's firewall turned the request away (403); nothing was done."),
        _ => ErrorOf(said) is { } error ? Errors.RefusalOf(error.Code, error.Msg) : null,
    };

    private static ErrorMessage? ErrorOf(Reply.Said said) => TryRead(() => Parsed(said.Body, Messages.Default.ErrorMessage), out var error) ? error : null;

    private static string Unclear(Reply.Said said) => ErrorOf(said) is { } error
        ? $"Binance answered {said.Status} with {error.Code}: {error.Msg} Whether it was done is open."
        : $"Binance answered {said.Status} without a reason that can be read; whether it was done is open.";

    private static bool TryRead<T>(Func<T> read, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? value)
    {
        try
        {
            value = read();
            return value is not null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException or OverflowException or InvalidOperationException)
        {
            value = default;
            return false;
        }
    }
}
