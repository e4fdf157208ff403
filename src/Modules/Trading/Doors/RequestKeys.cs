using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>Refuses a key that is none before anything is done without it: an empty one, or more than one.</summary>
internal static class RequestKeys
{
    public static ValueTask<object?> Check(EndpointFilterInvocationContext request, EndpointFilterDelegate next)
    {
        var keys = request.HttpContext.Request.Headers[OrderEndpoints.KeyHeader];
        var fault =
            keys.Count > 1 ? FieldRules.No("idempotencyKey", $"{keys.Count} headers {OrderEndpoints.KeyHeader} are given; a request has one.")
            : keys.Count == 1 ? FieldRules.KeyFault(keys[0] ?? "")
            : null;
        return fault is null ? next(request) : ValueTask.FromResult<object?>(TradingProblems.Of(fault));
    }
}
