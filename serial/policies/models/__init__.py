from serial.policies.models.policy_acceptance import PolicyAcceptance
from serial.policies.models.policy_version import PolicyVersion

__all__ = ["PolicyAcceptance", "PolicyVersion"]
