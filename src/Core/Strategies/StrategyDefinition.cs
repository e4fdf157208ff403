using System.Reflection;

namespace AlgoTrendy.Core.Strategies;

/// <summary>A strategy that can be run by name: a class with <see cref="StrategyAttribute"/> and a public constructor that takes nothing or its parameters record.</summary>
public sealed class StrategyDefinition
{
    private readonly ConstructorInfo _constructor;
    private readonly Type? _parameters;

    private StrategyDefinition(Type strategy, StrategyAttribute named)
    {
        _constructor = strategy.GetConstructors().Single();
        _parameters = _constructor.GetParameters() is [var only] ? only.ParameterType : null;
        Type = strategy;
        Name = named.Name;
        Summary = named.Summary;
        (LeastInstruments, MostInstruments) = (named.LeastInstruments, named.MostInstruments);

        var defaults = NewParameters();
        Parameters = defaults is null ? [] : [.. _parameters!.GetProperties().Where(property => property.CanWrite).Select(property => new StrategyParameter(property, defaults))];
    }

    public string Name { get; }

    public string Summary { get; }

    public Type Type { get; }

    public IReadOnlyList<StrategyParameter> Parameters { get; }

    public int LeastInstruments { get; }

    public int MostInstruments { get; }

    /// <summary>Why it cannot run on so many instruments, as a sentence; null when it can.</summary>
    public string? FaultOf(int instruments)
    {
        if (instruments >= LeastInstruments && instruments <= MostInstruments) return null;
        var wanted = LeastInstruments == MostInstruments ? $"{LeastInstruments} instrument{(LeastInstruments == 1 ? "" : "s")}" : $"{LeastInstruments} or more instruments";
        return $"{Name} trades {wanted}; {instruments} {(instruments == 1 ? "was" : "were")} given.";
    }

    /// <exception cref="ArgumentException">The class has no <see cref="StrategyAttribute"/> or not the constructor that is needed.</exception>
    public static StrategyDefinition Of(Type strategy)
    {
        var named = strategy.GetCustomAttribute<StrategyAttribute>() ?? throw new ArgumentException($"{strategy.Name} has no [Strategy] name.", nameof(strategy));
        if (strategy.GetConstructors() is not [var constructor] || constructor.GetParameters().Length > 1)
            throw new ArgumentException($"{strategy.Name} needs one public constructor that takes its parameters record or nothing.", nameof(strategy));
        return new(strategy, named);
    }

    /// <summary>All strategies of an assembly that have a name, in the order of their names.</summary>
    public static IReadOnlyList<StrategyDefinition> In(Assembly assembly) =>
        [.. assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Strategy)) && type.GetCustomAttribute<StrategyAttribute>() is not null).Select(Of).OrderBy(found => found.Name, StringComparer.Ordinal)];

    /// <summary>Reads parameters from text; those not given keep their defaults.</summary>
    /// <returns>What <see cref="Create"/> needs and every parameter as text, or a sentence on what is wrong.</returns>
    public (StrategyArguments? Arguments, string? Fault) Read(IReadOnlyDictionary<string, string> given)
    {
        var values = NewParameters();
        foreach (var (name, text) in given)
        {
            if (Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } known)
                return (null, Parameters.Count == 0 ? $"{Name} has no parameters." : $"{Name} has no parameter '{name}'; it has {string.Join(", ", Parameters.Select(parameter => parameter.Name))}.");
            if (known.Read(values!, text) is { } fault) return (null, fault);
        }

        return (new(this, values, Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Write(values!))), null);
    }

    /// <exception cref="ArgumentException">The strategy refuses the combination, with the reason.</exception>
    internal Strategy Create(object? parameters)
    {
        try
        {
            return (Strategy)_constructor.Invoke(_parameters is null ? [] : [parameters]);
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is ArgumentException refusal)
        {
            throw new ArgumentException(refusal.Message, refusal);
        }
    }

    private object? NewParameters() => _parameters is null ? null : Activator.CreateInstance(_parameters);
}

/// <summary>A strategy's parameters, read and checked.</summary>
public sealed class StrategyArguments
{
    private readonly StrategyDefinition _definition;
    private readonly object? _values;

    internal StrategyArguments(StrategyDefinition definition, object? values, IReadOnlyDictionary<string, string> texts)
    {
        _definition = definition;
        _values = values;
        Texts = texts;
    }

    /// <summary>Every parameter by name, defaults included.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>A new strategy object for one run.</summary>
    /// <exception cref="ArgumentException">The strategy refuses the combination, with the reason.</exception>
    public Strategy Create() => _definition.Create(_values);
}
