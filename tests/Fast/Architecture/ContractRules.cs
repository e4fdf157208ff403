using System.Reflection;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>What modules promise one another: the shapes of the calls, and the types that travel in them.</summary>
internal static class ContractRules
{
    private const string Space = "AlgoTrendy.Contracts.";

    /// <summary>The interfaces of modules: I{Name} in AlgoTrendy.Contracts.{Name}.</summary>
    public static IReadOnlyList<Type> Of(Assembly contracts) =>
        [.. contracts.GetExportedTypes().Where(type => type.IsInterface && type.FullName == $"{Space}{type.Name[1..]}.{type.Name}")];

    public static IEnumerable<string> OneInterfaceAModule(Assembly contracts) =>
        from type in contracts.GetExportedTypes()
        where type.IsInterface && type.Namespace!.StartsWith(Space, StringComparison.Ordinal) && type.Namespace != Space + "Forms" && !Of(contracts).Contains(type)
        select $"{type.FullName} is an interface in Contracts, but not the one of its module: {Space}Name.IName.";

    public static IEnumerable<string> Shapes(IEnumerable<Type> contracts) =>
        from method in contracts.SelectMany(contract => contract.GetMethods())
        where !IsAsk(method) && !IsStream(method)
        select $"{method.DeclaringType!.Name}.{method.Name} must be Task<Reply> {method.Name}(Request, CancellationToken), or IAsyncEnumerable<Item> for a stream.";

    /// <summary>Whoever resumes names the last item that he has, so items have numbers and requests a place for one.</summary>
    public static IEnumerable<string> StreamsAreNumbered(IEnumerable<Type> contracts)
    {
        foreach (var method in contracts.SelectMany(contract => contract.GetMethods()).Where(IsStream))
        {
            var (request, item) = (method.GetParameters()[0].ParameterType, method.ReturnType.GetGenericArguments()[0]);
            if (item.GetProperty("Sequence")?.PropertyType != typeof(long)) yield return $"{method.DeclaringType!.Name}.{method.Name} streams {item.Name}, which has no long Sequence.";
            if (request.GetProperty("After")?.PropertyType != typeof(long?)) yield return $"{method.DeclaringType!.Name}.{method.Name} cannot be resumed: {request.Name} has no long? After.";
        }
    }

    public static IEnumerable<string> NoOverloads(IEnumerable<Type> contracts) =>
        from contract in contracts
        from name in contract.GetMethods().GroupBy(method => method.Name)
        where name.Count() > 1
        select $"{contract.Name}.{name.Key} has overloads; its route can lead to one only.";

    /// <summary>Every type that can travel: requests, replies, and what they are made of.</summary>
    public static IReadOnlyList<Type> Travelling(IEnumerable<Type> contracts)
    {
        var (seen, open) = (new HashSet<Type>(), new Stack<Type>());
        foreach (var method in contracts.SelectMany(contract => contract.GetMethods()).Where(method => IsAsk(method) || IsStream(method)))
        {
            open.Push(method.GetParameters()[0].ParameterType);
            open.Push(method.ReturnType.GetGenericArguments()[0]);
        }

        while (open.TryPop(out var next))
            if (seen.Add(next))
                foreach (var part in Travellers.Parts(next)) open.Push(part);
        return [.. seen.OrderBy(type => type.ToString(), StringComparer.Ordinal)];
    }

    public static bool IsAsk(MethodInfo method) => IsCall(method, typeof(Task<>));

    public static bool IsStream(MethodInfo method) => IsCall(method, typeof(IAsyncEnumerable<>));

    private static bool IsCall(MethodInfo method, Type answer) =>
        method.GetParameters() is [{ } request, { } token] && token.ParameterType == typeof(CancellationToken) && !request.ParameterType.IsByRef && request.ParameterType != typeof(CancellationToken)
        && method.ReturnType is { IsGenericType: true } reply && reply.GetGenericTypeDefinition() == answer
        && !method.IsGenericMethod;
}
