from serial.policies.models.policy_version import PolicyVersion

__all__ = ["PolicyVersion"]
